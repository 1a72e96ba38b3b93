package io.gauntlet.plugins.attacks.geometry;

/** The corner of the box that is farthest from a sample: no perturbation is larger. */
public final class Corners {
    private Corners() {}

    /** Its distance from the sample that begins at {@code at}. */
    public static double farthest(Geometry geometry, float[] original, int at, int length) {
        float[] sample = new float[length];
        float[] corner = new float[length];
        for (int i = 0; i < length; i++) {
            sample[i] = original[at + i];
            corner[i] = sample[i] < 0.5f ? 1 : 0;
        }
        return geometry.distance(corner, sample, 0, length);
    }
}
