package io.gauntlet.api.norm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Seed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BallTest {
    private static final int LENGTH = 12;
    private static final float EPSILON = 0.2f;

    @ParameterizedTest
    @EnumSource(names = {"LINF", "L2", "L1"})
    void whatIsProjectedLiesInsideAndStaysWhereItIs(Norm norm) {
        Ball ball = Ball.of(norm);
        Draws draws = Seed.of(1).draws();
        for (int trial = 0; trial < 500; trial++) {
            float[] original = point(draws, 0, 1);
            float[] x = point(draws, -0.5f, 1.5f);
            ball.project(x, original, 0, LENGTH, EPSILON);
            assertInside(norm, x, original);
            float[] again = x.clone();
            ball.project(again, original, 0, LENGTH, EPSILON);
            assertArrayEquals(x, again, 1e-7f);
        }
    }

    /** Away from the faces of the box no point of the ball is nearer than the projection. */
    @ParameterizedTest
    @EnumSource(names = {"LINF", "L2", "L1"})
    void theProjectionIsTheNearestPoint(Norm norm) {
        Ball ball = Ball.of(norm);
        Draws draws = Seed.of(2).draws();
        for (int trial = 0; trial < 200; trial++) {
            float[] original = point(draws, 0.4f, 0.6f);
            float[] x = point(draws, 0, 1);
            float[] projected = x.clone();
            ball.project(projected, original, 0, LENGTH, EPSILON);
            float[] other = new float[LENGTH];
            ball.draw(draws, other, original, 0, LENGTH, EPSILON);
            assertTrue(euclid(x, projected) <= euclid(x, other) + 1e-6);
            if (norm == Norm.L2 && euclid(x, original) > EPSILON) {
                assertEquals(euclid(x, original) - EPSILON, euclid(x, projected), 1e-6);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LINF", "L2", "L1"})
    void drawsNeverLeaveTheBallOrTheBox(Norm norm) {
        Ball ball = Ball.of(norm);
        Draws draws = Seed.of(3).draws();
        for (int trial = 0; trial < 2000; trial++) {
            float[] original = point(draws, 0, 1);
            float[] x = new float[LENGTH];
            ball.draw(draws, x, original, 0, LENGTH, EPSILON);
            assertInside(norm, x, original);
        }
    }

    /** From a corner of the box half of the values of each draw leave it, and what is drawn inside is the same, clipped. */
    @ParameterizedTest
    @EnumSource(names = {"LINF", "L2", "L1"})
    void drawsAnywhereFillTheBallBeyondTheBox(Norm norm) {
        Ball ball = Ball.of(norm);
        float[] original = new float[LENGTH];
        int beyond = 0;
        for (int trial = 0; trial < 2000; trial++) {
            float[] x = new float[LENGTH];
            ball.drawAnywhere(Seed.of(trial).draws(), x, original, 0, LENGTH, EPSILON);
            for (float value : x) {
                assertTrue(Math.abs(value) <= EPSILON + 1e-6);
                beyond += value < 0 ? 1 : 0;
            }
            float[] inside = new float[LENGTH];
            ball.draw(Seed.of(trial).draws(), inside, original, 0, LENGTH, EPSILON);
            for (int i = 0; i < LENGTH; i++) {
                assertEquals(Math.max(0, x[i]), inside[i], 1e-6f);
            }
        }
        assertEquals(0.5, beyond / (2000.0 * LENGTH), 0.02);
    }

    /** In a uniform draw (radius / epsilon)^d is uniform: mean 1/2, mean of squares 1/3. */
    @Test
    void l2DrawsAreUniform() {
        float[] original = new float[LENGTH];
        java.util.Arrays.fill(original, 0.5f);
        Draws draws = Seed.of(4).draws();
        float[] x = new float[LENGTH];
        int n = 20_000;
        double mean = 0;
        double square = 0;
        double first = 0;
        for (int trial = 0; trial < n; trial++) {
            Ball.of(Norm.L2).draw(draws, x, original, 0, LENGTH, EPSILON);
            double u = Math.pow(euclid(x, original) / EPSILON, LENGTH);
            mean += u / n;
            square += u * u / n;
            first += (x[0] - 0.5) / n;
        }
        assertEquals(1 / 2.0, mean, 0.01);
        assertEquals(1 / 3.0, square, 0.01);
        assertEquals(0, first, 0.002);
    }

    @Test
    void linfDrawsAreUniform() {
        float[] original = {0.5f};
        Draws draws = Seed.of(5).draws();
        int[] tenths = new int[10];
        float[] x = new float[1];
        for (int trial = 0; trial < 20_000; trial++) {
            Ball.of(Norm.LINF).draw(draws, x, original, 0, 1, EPSILON);
            tenths[Math.min(9, (int) ((x[0] - 0.3f) / 0.04f))]++;
        }
        for (int count : tenths) {
            assertEquals(2000, count, 200);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LINF", "L2"})
    void aStepHasTheSizeAskedForAndTouchesOneSampleOnly(Norm norm) {
        Draws draws = Seed.of(6).draws();
        float[] x = new float[3 * LENGTH];
        float[] gradient = new float[3 * LENGTH];
        draws.fillGaussian(gradient, 1e-20f);
        Ball.of(norm).ascend(x, gradient, LENGTH, LENGTH, 0.1f);
        float[] zero = new float[LENGTH];
        float[] moved = java.util.Arrays.copyOfRange(x, LENGTH, 2 * LENGTH);
        assertEquals(0.1, norm == Norm.L2 ? euclid(moved, zero) : greatest(moved, zero), 1e-6);
        for (int i = 0; i < LENGTH; i++) {
            assertEquals(0f, x[i]);
            assertEquals(0f, x[2 * LENGTH + i]);
            assertTrue(moved[i] * gradient[LENGTH + i] >= 0 && moved[i] != 0, "uphill in every value");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LINF", "L2", "L1"})
    void aZeroGradientMovesNothing(Norm norm) {
        float[] x = {0.3f, 0.4f};
        Ball.of(norm).ascend(x, new float[2], 0, 2, 0.1f);
        assertArrayEquals(new float[] {0.3f, 0.4f}, x);
    }

    @Test
    void l0HasNoBall() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Ball.of(Norm.L0))
                .getMessage()
                .contains("l0"));
    }

    private static float[] point(Draws draws, float low, float high) {
        float[] point = new float[LENGTH];
        draws.fillUniform(point, low, high);
        return point;
    }

    private static void assertInside(Norm norm, float[] x, float[] original) {
        double distance = switch (norm) {
            case L2 -> euclid(x, original);
            case L1 -> sum(x, original);
            default -> greatest(x, original);
        };
        assertTrue(distance <= EPSILON * (1 + 1e-6), "distance " + distance);
        for (float value : x) {
            assertTrue(value >= 0 && value <= 1, "value " + value);
        }
    }

    private static double euclid(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.pow((double) a[i] - b[i], 2);
        }
        return Math.sqrt(sum);
    }

    private static double sum(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((double) a[i] - b[i]);
        }
        return sum;
    }

    private static double greatest(float[] a, float[] b) {
        double greatest = 0;
        for (int i = 0; i < a.length; i++) {
            greatest = Math.max(greatest, Math.abs((double) a[i] - b[i]));
        }
        return greatest;
    }
}
