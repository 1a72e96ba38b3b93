package io.gauntlet.api.norm;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Seed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class L1BallTest {
    private final Ball ball = Ball.of(Norm.L1);

    /** Corners of the box and points far outside it are where clipping after projecting goes wrong. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 40})
    void theProjectionOnBallAndBoxSolvesItsEquation(int length) {
        Draws draws = Seed.of(length).draws();
        for (int trial = 0; trial < 500; trial++) {
            float[] original = mixed(draws, length);
            float[] x = new float[length];
            draws.fillUniform(x, -1f, 2f);
            float epsilon = (float) draws.uniform(0.001, 2.0);
            float[] projected = x.clone();
            ball.project(projected, original, 0, length, epsilon);
            assertArrayEquals(bisected(x, original, epsilon), projected, 2e-6f);
            assertTrue(distance(projected, original) <= epsilon, "exactly inside, whatever floats round");
        }
    }

    @Test
    void noPointOfAGridIsNearer() {
        Draws draws = Seed.of(1).draws();
        int steps = 60;
        for (int trial = 0; trial < 100; trial++) {
            float[] original = mixed(draws, 2);
            float[] x = {(float) draws.uniform(-1, 2), (float) draws.uniform(-1, 2)};
            float epsilon = (float) draws.uniform(0.05, 1.5);
            float[] projected = x.clone();
            ball.project(projected, original, 0, 2, epsilon);
            double reached = euclid(projected, x);
            for (int i = 0; i <= steps; i++) {
                for (int j = 0; j <= steps; j++) {
                    float[] point = {(float) i / steps, (float) j / steps};
                    if (distance(point, original) <= epsilon) {
                        assertTrue(euclid(point, x) >= reached - 1e-6);
                    }
                }
            }
        }
    }

    /** In a uniform draw (radius / epsilon)^d is uniform: mean 1/2, mean of squares 1/3. */
    @Test
    void drawsAreUniform() {
        int length = 5;
        float[] original = new float[length];
        Arrays.fill(original, 0.5f);
        Draws draws = Seed.of(4).draws();
        float[] x = new float[length];
        int n = 20_000;
        double mean = 0;
        double square = 0;
        double first = 0;
        for (int trial = 0; trial < n; trial++) {
            ball.draw(draws, x, original, 0, length, 0.2f);
            double u = Math.pow(distance(x, original) / 0.2, length);
            mean += u / n;
            square += u * u / n;
            first += (x[0] - 0.5) / n;
        }
        assertEquals(1 / 2.0, mean, 0.01);
        assertEquals(1 / 3.0, square, 0.01);
        assertEquals(0, first, 0.002);
    }

    /** With few values the step takes the best one first: no point within reach has a greater inner product. */
    @Test
    void noPointWithinReachIsHigher() {
        int length = 6;
        Draws draws = Seed.of(5).draws();
        for (int trial = 0; trial < 200; trial++) {
            float[] x = mixed(draws, length);
            float[] gradient = new float[length];
            draws.fillGaussian(gradient, 1e-20f);
            float step = (float) draws.uniform(0.1, 2);
            float[] moved = x.clone();
            ball.ascend(moved, gradient, 0, length, step);
            assertTrue(distance(moved, x) <= step + 1e-6);
            float[] other = new float[length];
            for (int k = 0; k < 50; k++) {
                ball.draw(draws, other, x, 0, length, step);
                assertTrue(gain(moved, x, gradient) >= gain(other, x, gradient) - 1e-27);
            }
            for (float value : moved) {
                assertTrue(value >= 0 && value <= 1);
            }
        }
    }

    @Test
    void aStepIsSpreadOverOneValueInAHundredAndTouchesOneSampleOnly() {
        int length = 300;
        float[] x = new float[3 * length];
        Arrays.fill(x, 0.5f);
        float[] gradient = new float[3 * length];
        Seed.of(6).draws().fillGaussian(gradient, 1f);
        float[] moved = x.clone();
        ball.ascend(moved, gradient, length, length, 0.3f);
        int changed = 0;
        for (int i = 0; i < x.length; i++) {
            if (moved[i] != x[i]) {
                changed++;
                assertTrue(i >= length && i < 2 * length);
                assertEquals(0.1f, (moved[i] - x[i]) * Math.signum(gradient[i]), 1e-6f);
            }
        }
        assertEquals(3, changed);
    }

    /** Values on faces and corners of the box as often as within it. */
    private static float[] mixed(Draws draws, int length) {
        float[] point = new float[length];
        for (int i = 0; i < length; i++) {
            point[i] = draws.coin() ? draws.uniform() : draws.coin() ? 0f : 1f;
        }
        return point;
    }

    /** The projection by its optimality conditions, with the multiplier found by bisection. */
    private static float[] bisected(float[] x, float[] original, double epsilon) {
        double low = 0;
        double high = 4;
        if (distance(at(x, original, 0), original) <= epsilon) {
            return at(x, original, 0);
        }
        for (int k = 0; k < 100; k++) {
            double middle = (low + high) / 2;
            if (distance(at(x, original, middle), original) > epsilon) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return at(x, original, high);
    }

    private static float[] at(float[] x, float[] original, double multiplier) {
        float[] point = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            double change = (double) x[i] - original[i];
            double shrunk = Math.signum(change) * Math.max(0, Math.abs(change) - multiplier);
            point[i] = (float) Math.min(1, Math.max(0, original[i] + shrunk));
        }
        return point;
    }

    private static double gain(float[] to, float[] from, float[] gradient) {
        double gain = 0;
        for (int i = 0; i < to.length; i++) {
            gain += ((double) to[i] - from[i]) * gradient[i];
        }
        return gain;
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((double) a[i] - b[i]);
        }
        return sum;
    }

    private static double euclid(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.pow((double) a[i] - b[i], 2);
        }
        return Math.sqrt(sum);
    }
}
