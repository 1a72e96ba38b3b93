package io.gauntlet.plugins.attacks.nearest;

/**
 * The variable w with x = (tanh(w) + 1) / 2, by which iterates never leave the box (Carlini and Wagner 2017, section V-B).
 */
final class BoxVariable {
    /** Keeps the arc tangent finite on the faces of the box. */
    private static final double INSIDE = 0.999999;

    /** Beyond it x is a face of the box, as exactly as a float can say. */
    private static final double FARTHEST = 60;

    private static final double SHARE = 1.0 / 64;
    private static final double THIRD = 1.0 / 3;
    private static final double SIXTH = 1.0 / 6;
    private static final double SEVENTH = 1.0 / 7;

    private double[] wide = {};

    /** The variable of a value of the box. */
    static float of(float x) {
        double centred = (2.0 * x - 1) * INSIDE;
        return (float) (0.5 * Math.log((1 + centred) / (1 - centred)));
    }

    /**
     * Writes the values that belong to variables, for {@code length} of them from {@code at} on, as exactly as a float can
     * say down to 1e-12, for near the faces the slope is as small as the value. (tanh(w) + 1) / 2 is 1 / (1 + exp(-2 w)),
     * and the exponential of a 64th, a short series, is squared six times: with many values at once, unlike Math.exp.
     */
    void values(float[] w, float[] x, int at, int length) {
        wide = wide.length < length ? new double[length] : wide;
        for (int i = 0; i < length; i++) {
            wide[i] = w[at + i];
        }
        squash(wide, length);
        for (int i = 0; i < length; i++) {
            x[at + i] = (float) wide[i];
        }
    }

    private static void squash(double[] values, int length) {
        for (int i = 0; i < length; i++) {
            double t = SHARE * Math.min(FARTHEST, Math.max(-FARTHEST, -2 * values[i]));
            double e = 1
                    + t
                            * (1
                                    + t
                                            * 0.5
                                            * (1
                                                    + t
                                                            * THIRD
                                                            * (1
                                                                    + t
                                                                            * 0.25
                                                                            * (1
                                                                                    + t
                                                                                            * 0.2
                                                                                            * (1
                                                                                                    + t
                                                                                                            * SIXTH
                                                                                                            * (1
                                                                                                                    + t
                                                                                                                            * SEVENTH
                                                                                                                            * (1
                                                                                                                                    + t
                                                                                                                                            * 0.125)))))));
            double e2 = e * e;
            double e4 = e2 * e2;
            double e8 = e4 * e4;
            double e16 = e8 * e8;
            double e32 = e16 * e16;
            values[i] = 1 / (1 + e32 * e32);
        }
    }
}
