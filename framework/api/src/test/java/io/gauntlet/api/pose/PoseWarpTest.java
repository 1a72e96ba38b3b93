package io.gauntlet.api.pose;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PoseWarpTest {
    private static float[] rendered(PoseWarp warp, Pose pose, float... original) {
        float[] into = new float[original.length];
        warp.render(pose, original, 0, into, 0);
        return into;
    }

    @Test
    void shiftsBringBlackInFromTheEdges() {
        PoseWarp warp = new PoseWarp(2, 3, 1);
        float[] x = {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f};
        assertArrayEquals(x, rendered(warp, new Pose(0, 0, 0), x));
        assertArrayEquals(new float[] {0, 0.1f, 0.2f, 0, 0.4f, 0.5f}, rendered(warp, new Pose(0, 1, 0), x), 1e-6f);
        assertArrayEquals(new float[] {0, 0, 0, 0.1f, 0.2f, 0.3f}, rendered(warp, new Pose(0, 0, 1), x), 1e-6f);
        assertArrayEquals(
                new float[] {0.15f, 0.25f, 0.15f, 0.45f, 0.55f, 0.3f}, rendered(warp, new Pose(0, -0.5, 0), x), 1e-6f);
    }

    /** A quarter turn counter-clockwise brings the upper right corner to the upper left; the shift comes after. */
    @Test
    void turnsAreAboutTheCentreAndComeBeforeShifts() {
        PoseWarp warp = new PoseWarp(3, 3, 2);
        float[] x = new float[18];
        x[4] = 0.7f;
        x[5] = 0.9f;
        float[] turned = new float[18];
        turned[0] = 0.7f;
        turned[1] = 0.9f;
        assertArrayEquals(turned, rendered(warp, new Pose(90, 0, 0), x), 1e-6f);
        float[] shifted = new float[18];
        shifted[6] = 0.7f;
        shifted[7] = 0.9f;
        assertArrayEquals(shifted, rendered(warp, new Pose(90, 0, 1), x), 1e-6f);
    }

    /** Between its kinks, where a source crosses a pixel's middle, the rendering is smooth: differences are close. */
    @Test
    void slopesAreThoseOfFiniteDifferences() {
        PoseWarp warp = new PoseWarp(5, 6, 2);
        Draws draws = Seed.of(3).draws();
        float[] x = new float[warp.length()];
        float[] weights = new float[warp.length()];
        draws.fillUniform(x, 0, 1);
        draws.fillGaussian(weights, 1);
        double[] slopes = new double[3];
        int compared = 0;
        for (int i = 0; i < 20; i++) {
            Pose pose = new Pose(draws.uniform(-40, 40), draws.uniform(-2, 2), draws.uniform(-2, 2));
            warp.slopes(pose, x, 0, weights, 0, slopes);
            double step = 1e-4;
            double[] differences = {
                (value(warp, moved(pose, 30 * step, 0, 0), x, weights)
                                - value(warp, moved(pose, -30 * step, 0, 0), x, weights))
                        / (60 * step),
                (value(warp, moved(pose, 0, step, 0), x, weights) - value(warp, moved(pose, 0, -step, 0), x, weights))
                        / (2 * step),
                (value(warp, moved(pose, 0, 0, step), x, weights) - value(warp, moved(pose, 0, 0, -step), x, weights))
                        / (2 * step)
            };
            if (smooth(warp, pose, step, x, weights, slopes)) {
                assertArrayEquals(differences, slopes, 0.02, "pose " + pose);
                compared++;
            }
        }
        assertTrue(compared >= 10, compared + " poses are away from kinks");
    }

    /** Whether the slopes are the same on all sides, so that no kink is near. */
    private static boolean smooth(PoseWarp warp, Pose pose, double step, float[] x, float[] weights, double[] slopes) {
        double[] beside = new double[3];
        for (int side = -1; side <= 1; side += 2) {
            for (int way = 0; way < 3; way++) {
                Pose near = moved(
                        pose, way == 0 ? 30 * side * step : 0, way == 1 ? side * step : 0, way == 2 ? side * step : 0);
                warp.slopes(near, x, 0, weights, 0, beside);
                for (int i = 0; i < 3; i++) {
                    if (Math.abs(beside[i] - slopes[i]) > 0.02) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static Pose moved(Pose pose, double degrees, double right, double down) {
        return new Pose(pose.degrees() + degrees, pose.right() + right, pose.down() + down);
    }

    private static double value(PoseWarp warp, Pose pose, float[] x, float[] weights) {
        float[] into = new float[x.length];
        warp.render(pose, x, 0, into, 0);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (double) into[i] * weights[i];
        }
        return sum;
    }
}
