package io.gauntlet.plugins.attacks.universal;

/** What is put on any sample: how it is put there, and how it climbs. */
interface Perturbation {
    /** The values themselves, one for each value of a sample. */
    float[] values();

    /** Moves along a gradient by a share of the way that is allowed, and stays allowed. */
    void ascend(float[] gradient, double relativeStep);

    /** Puts such values on a sample, which begins at a place of its array, within the box. */
    void lay(float[] values, float[] x, int at);
}
