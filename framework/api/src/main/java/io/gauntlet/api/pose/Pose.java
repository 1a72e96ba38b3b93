package io.gauntlet.api.pose;

/**
 * How a picture is turned about its centre and then shifted.
 *
 * @param degrees counter-clockwise as seen when positive
 * @param right in pixels
 * @param down in pixels
 */
public record Pose(double degrees, double right, double down) {
    /** As it was. */
    public static final Pose UPRIGHT = new Pose(0, 0, 0);

    /** Whether all three are numbers. */
    public boolean finite() {
        return Double.isFinite(degrees) && Double.isFinite(right) && Double.isFinite(down);
    }
}
