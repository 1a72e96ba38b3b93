package io.gauntlet.plugins.attacks.physical;

import java.util.Arrays;
import java.util.Comparator;

import io.gauntlet.api.Draws;
import io.gauntlet.api.pose.Pose;
import io.gauntlet.api.pose.PoseLimits;

/** The poses within limits. */
final class Poses {
    private final double rotation;
    private final double translation;
    private final int angles;
    private final int shifts;

    /**
     * @param rotation the greatest angle either way, in degrees
     * @param translation the greatest shift either way, in pixels
     * @param angles how many of them the grid has
     * @param shifts how many the grid has in each direction
     */
    Poses(double rotation, double translation, int angles, int shifts) {
        this.rotation = rotation;
        this.translation = translation;
        // Where nothing may change, all points of the grid would be the same.
        this.angles = rotation == 0 ? 1 : angles;
        this.shifts = translation == 0 ? 1 : shifts;
    }

    /** All that a threat model allows. */
    static Poses within(PoseLimits limits, int angles, int shifts) {
        return new Poses(limits.rotation(), limits.translation(), angles, shifts);
    }

    /** How many poses the grid has. */
    int gridSize() {
        return angles * shifts * shifts;
    }

    /** A pose of the grid, whose points lie evenly from one limit to the other. */
    Pose grid(int number) {
        int angle = number % angles;
        int right = number / angles % shifts;
        int down = number / angles / shifts;
        return new Pose(
                point(angle, angles, rotation), point(right, shifts, translation), point(down, shifts, translation));
    }

    /** The whole grid, those that take the smallest share of limits first; equals as in the grid. */
    Pose[] nearestFirst(PoseLimits limits) {
        Pose[] all = new Pose[gridSize()];
        Arrays.setAll(all, this::grid);
        Arrays.sort(all, Comparator.comparingDouble(limits::distance));
        return all;
    }

    private static double point(int number, int count, double limit) {
        return count == 1 ? 0 : limit * (2.0 * number / (count - 1) - 1);
    }

    /** A pose drawn uniformly. */
    Pose draw(Draws draws) {
        return new Pose(
                draws.uniform(-rotation, rotation),
                draws.uniform(-translation, translation),
                draws.uniform(-translation, translation));
    }

    /**
     * A step up a slope, by the same share of each limit, as far as the limits allow.
     *
     * @param share of the way from the middle to the limits
     */
    Pose climb(Pose pose, double[] slopes, double share) {
        return new Pose(
                moved(pose.degrees(), slopes[0], share, rotation),
                moved(pose.right(), slopes[1], share, translation),
                moved(pose.down(), slopes[2], share, translation));
    }

    private static double moved(double value, double slope, double share, double limit) {
        return Math.max(-limit, Math.min(limit, value + Math.signum(slope) * share * limit));
    }
}
