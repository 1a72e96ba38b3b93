package io.gauntlet.plugins.attacks.decision;

import io.gauntlet.api.Draws;
import io.gauntlet.plugins.attacks.geometry.Geometry;

/** What a norm means to HopSkipJump: the way from a point to the sample, the probes around a point, and the step. */
interface Approach {
    /** The geometry of the norm. */
    Geometry geometry();

    /** The farthest place on the way from a point, where it stands itself. Zero is the sample's. */
    double farthest(double distance);

    /** How near to each other two places on the way must be to count as one. */
    double tolerance(double distance, double gamma, int length);

    /** How far around a point probes are, in L2; {@code distance} is what its last step had led to. */
    double reach(double distance, double gamma, int length);

    /** Brings a point, the values of {@code x} from {@code at} on, to a place on its way. */
    void bring(float[] x, int at, float[] original, int originalAt, int length, double place);

    /** Writes a probe's direction, which is then made 1 long in L2, into the first {@code length} places. */
    void draw(Draws draws, float[] into, int length);

    /** Makes the estimate of the gradient, 1 long in L2, a step of size 1 in this norm. */
    void direct(float[] gradient, int at, int length);
}
