package io.gauntlet.arena.referee;

import io.gauntlet.api.Norm;

/** Sizes of perturbations, from float values with double accumulation. */
public final class Distances {
    /** How far beyond epsilon an L-inf distance may lie: the rounding of one addition of floats in [0,1]. */
    public static final double LINF_TOLERANCE = 1e-6;

    /** How far beyond epsilon an L1 or L2 distance may lie, as a share of epsilon. */
    public static final double RELATIVE_TOLERANCE = 1e-5;

    /** How far beyond its share of the limits a pose may lie: the rounding of an angle kept as a float. */
    public static final double POSE_TOLERANCE = 1e-6;

    private Distances() {}

    /**
     * The distance between two samples of {@code length} values each.
     *
     * @throws IllegalArgumentException for poses, which samples do not tell
     */
    public static double of(Norm norm, float[] a, int fromA, float[] b, int fromB, int length) {
        double result = 0;
        // A loop for each norm: this is asked for every success that an attack finds.
        switch (norm) {
            case LINF -> {
                for (int i = 0; i < length; i++) {
                    double change = change(a, fromA + i, b, fromB + i);
                    // Rarely taken, unlike the steps of Math.max, which wait for each other. NaN stays.
                    if (change > result || Double.isNaN(change)) {
                        result = change;
                    }
                }
            }
            case L2 -> {
                for (int i = 0; i < length; i++) {
                    double change = change(a, fromA + i, b, fromB + i);
                    result += change * change;
                }
            }
            case L1 -> {
                for (int i = 0; i < length; i++) {
                    result += change(a, fromA + i, b, fromB + i);
                }
            }
            case L0 -> {
                for (int i = 0; i < length; i++) {
                    result += change(a, fromA + i, b, fromB + i) == 0 ? 0 : 1;
                }
            }
            case POSE -> throw new IllegalArgumentException("A picture does not tell the pose it is in.");
        }
        return norm == Norm.L2 ? Math.sqrt(result) : result;
    }

    private static double change(float[] a, int atA, float[] b, int atB) {
        return Math.abs((double) b[atB] - a[atA]);
    }

    /** Whether a distance counts as within epsilon. NaN never does. */
    public static boolean within(Norm norm, double distance, double epsilon) {
        return switch (norm) {
            case LINF -> distance <= epsilon + LINF_TOLERANCE;
            case L2, L1 -> distance <= epsilon * (1 + RELATIVE_TOLERANCE);
            case L0 -> distance <= epsilon;
            case POSE -> distance <= epsilon + POSE_TOLERANCE;
        };
    }
}
