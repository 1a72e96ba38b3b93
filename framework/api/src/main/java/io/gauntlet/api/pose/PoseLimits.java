package io.gauntlet.api.pose;

/**
 * How far a picture may be turned and shifted (Engstrom et al. 2019, Exploring the Landscape of Spatial Robustness,
 * section 2). Shifts are in pixels, as in the paper, and limited across and down each by itself.
 *
 * @param rotation the greatest angle either way, in degrees, from 0 to 180
 * @param translation the greatest shift either way, in pixels, from 0 to {@link #FARTHEST}
 */
public record PoseLimits(double rotation, double translation) {
    /** The greatest translation that can be allowed, in pixels. */
    public static final double FARTHEST = 10_000;

    /** Checks ranges. @throws IllegalArgumentException with one sentence that names the value */
    public PoseLimits {
        if (!(rotation >= 0 && rotation <= 180)) {
            throw new IllegalArgumentException("rotation must be from 0 to 180 degrees, not " + rotation + ".");
        }
        if (!(translation >= 0 && translation <= FARTHEST)) {
            throw new IllegalArgumentException(
                    "translation must be from 0 to " + (long) FARTHEST + " pixels, not " + translation + ".");
        }
        if (rotation == 0 && translation == 0) {
            throw new IllegalArgumentException(
                    "rotation and translation are both 0, so that nothing may change: allow one of them.");
        }
    }

    /**
     * How much of the limits a pose takes: the greatest of angle and shifts, each as a share of its limit. Not negative;
     * up to 1 within the limits; infinite where there is any change of what may not change, or no number.
     */
    public double distance(Pose pose) {
        return Math.max(
                share(pose.degrees(), rotation),
                Math.max(share(pose.right(), translation), share(pose.down(), translation)));
    }

    private static double share(double change, double limit) {
        if (change == 0) {
            return 0;
        }
        return Double.isNaN(change) || limit == 0 ? Double.POSITIVE_INFINITY : Math.abs(change) / limit;
    }
}
