package io.gauntlet.plugins.attacks.score;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Seed;
import io.gauntlet.plugins.attacks.rows.Picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the square attack puts where, on pictures that stand behind another one in their arrays. */
class WindowsTest {
    private static final Picture PICTURE = new Picture(7, 9, 2);
    private static final int AT = PICTURE.length();
    private static final float EPSILON = 0.1f;

    private static float[] grey() {
        float[] grey = new float[2 * PICTURE.length()];
        Arrays.fill(grey, 0.5f);
        return grey;
    }

    @Test
    void linfStartsWithVerticalStripes() {
        float[] x = grey();
        new LinfWindows(PICTURE).start(draws(1), x, grey(), AT, EPSILON);
        Set<Float> values = new TreeSet<>();
        for (int i = 0; i < PICTURE.length(); i++) {
            values.add(x[AT + i]);
            assertEquals(x[AT + i % (PICTURE.width() * PICTURE.channels())], x[AT + i]);
            assertEquals(0.5f, x[i], "the picture before was written over");
        }
        assertEquals(Set.of(0.4f, 0.6f), values);
    }

    /** One sign for each channel, at every offset from 0 to height - size and width - size, and never nothing. */
    @Test
    void linfWindowsAreSquaresOfOneSignEverywhere() {
        float[] start = grey();
        LinfWindows windows = new LinfWindows(PICTURE);
        windows.start(draws(1), start, grey(), AT, EPSILON);
        Set<Integer> tops = new TreeSet<>();
        Set<Integer> lefts = new TreeSet<>();
        for (int seed = 0; seed < 300; seed++) {
            float[] x = grey();
            windows.propose(draws(seed), x, start, grey(), AT, EPSILON, 9.0 / 63);
            int top = 99;
            int bottom = -1;
            int left = 99;
            int right = -1;
            float[] sign = new float[2];
            for (int i = 0; i < PICTURE.length(); i++) {
                if (x[AT + i] != start[AT + i]) {
                    int row = i / 18;
                    int column = i % 18 / 2;
                    top = Math.min(top, row);
                    bottom = Math.max(bottom, row);
                    left = Math.min(left, column);
                    right = Math.max(right, column);
                    assertTrue(sign[i % 2] == 0 || sign[i % 2] == x[AT + i], "two signs in one channel");
                    sign[i % 2] = x[AT + i];
                }
            }
            assertTrue(bottom >= 0, "a candidate that changes nothing");
            // The stripes agree with a part of the window, never with a whole column's height of it.
            assertEquals(2, bottom - top);
            assertTrue(right - left <= 2);
            tops.add(top);
            if (right - left == 2) {
                lefts.add(left);
            }
        }
        assertEquals(Set.of(0, 1, 2, 3, 4), tops);
        assertTrue(lefts.contains(0) && lefts.contains(6), lefts::toString);
    }

    /** Values: nested rectangles of 1 and 1/4, each half of length 1 before the whole is. */
    @Test
    void aBumpHasAPositiveAndANegativeHalf() {
        double upper = Math.sqrt(2 * 1.6875);
        double lower = -Math.sqrt(2 * 1.875);
        double[] expected = {
            0.25 / upper, 1.25 / upper, 0.25 / upper,
            0.25 / lower, 0.25 / lower, 0.25 / lower,
            0.25 / lower, 1.25 / lower, 0.25 / lower
        };
        Bump bump = new Bump(3, 2, Norm.L2);
        for (int i = 0; i < 9; i++) {
            assertEquals(expected[i], bump.value(i, false), 1e-12);
            assertEquals(expected[i % 3 * 3 + i / 3], bump.value(i, true), 1e-12);
        }
        assertEquals(-1, new Bump(1, 2, Norm.L2).value(0, false));
    }

    @Test
    void l2StartsWithFiveTilesAlongTheShorterSideAndAllOfEpsilon() {
        Picture picture = new Picture(28, 28, 1);
        float[] grey = new float[picture.length()];
        Arrays.fill(grey, 0.5f);
        float[] x = new float[grey.length];
        new L2Windows(picture).start(draws(3), x, grey, 0, 2f);
        assertEquals(2, length(x, grey, 0, x.length), 1e-5);
        for (int i = 0; i < 28; i++) {
            // Tiles of 5 leave a margin of 1 before and 2 behind.
            for (int edge : new int[] {i, 26 * 28 + i, 27 * 28 + i, 28 * i, 28 * i + 26, 28 * i + 27}) {
                assertEquals(0.5f, x[edge]);
            }
        }
        assertTrue(x[28 + 1] != 0.5f && x[25 * 28 + 25] != 0.5f);
    }

    /** What lies outside both windows keeps its direction; all of epsilon is used where the box allows. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.4, 1})
    void l2WindowsSpendWhatTheyTakeElsewhere(double share) {
        L2Windows windows = new L2Windows(PICTURE);
        float[] start = grey();
        windows.start(draws(1), start, grey(), AT, EPSILON);
        int side = share < 0.1 ? 3 : share < 0.5 ? 5 : 7;
        for (int seed = 0; seed < 50; seed++) {
            float[] x = grey();
            windows.propose(draws(seed), x, start, grey(), AT, EPSILON, share);
            assertEquals(EPSILON, length(x, grey(), AT, PICTURE.length()), 1e-6);
            int kept = 0;
            int changed = 0;
            for (int i = AT; i < x.length; i++) {
                if (Math.abs(x[i] - start[i]) < 1e-6) {
                    kept++;
                } else {
                    changed++;
                }
            }
            assertTrue(changed > 0 && changed <= 2 * 2 * side * side, changed + " changed");
            assertTrue(kept >= PICTURE.length() - 4 * side * side, kept + " kept");
            assertArrayEquals(Arrays.copyOf(grey(), AT), Arrays.copyOf(x, AT));
        }
    }

    /** The middle of each half holds most of it: rings of 1, 1 / 16 and 1 / 81 of the middle's part. */
    @Test
    void inL1ABumpIsSteeperAndSumsUpToOne() {
        Bump bump = new Bump(5, 4, Norm.L1);
        double sum = 0;
        for (int i = 0; i < 25; i++) {
            sum += Math.abs(bump.value(i, false));
        }
        assertEquals(1, sum, 1e-12);
        // The upper half has two rows, of which the second holds the middle; its neighbours begin with the second ring.
        double ring = 1.0 / 16 + 1.0 / 81;
        assertEquals(ring / (1 + ring), bump.value(5 + 1, false) / bump.value(5 + 2, false), 1e-12);
    }

    /** On grey, whose box leaves all the room there is, all of epsilon is used, and nothing more. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.4, 1})
    void l1WindowsUseAllOfEpsilonInBallAndBox(double share) {
        float epsilon = 2f;
        L1Windows windows = new L1Windows(PICTURE);
        float[] start = grey();
        windows.start(draws(1), start, grey(), AT, epsilon);
        assertTrue(sum(start, grey()) <= epsilon * (1 + 1e-6), "the tiles were not projected");
        for (int seed = 0; seed < 50; seed++) {
            float[] x = grey();
            windows.propose(draws(seed), x, start, grey(), AT, epsilon, share);
            assertEquals(epsilon, sum(x, grey()), 1e-4);
            for (float value : x) {
                assertTrue(value >= 0 && value <= 1);
            }
            assertArrayEquals(Arrays.copyOf(grey(), AT), Arrays.copyOf(x, AT));
            assertTrue(!Arrays.equals(x, start), "nothing was proposed");
        }
    }

    private static double sum(float[] x, float[] original) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += Math.abs((double) x[i] - original[i]);
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 9})
    void smallPicturesHaveRoomForWindowsToo(int size) {
        Picture picture = new Picture(size, size + 1, 1);
        float[] sample = new float[picture.length()];
        for (Windows windows : new Windows[] {new LinfWindows(picture), new L2Windows(picture)}) {
            for (double share : new double[] {1, 0.3, 1e-6}) {
                float[] best = sample.clone();
                windows.start(draws(1), best, sample, 0, EPSILON);
                float[] x = new float[sample.length];
                windows.propose(draws(2), x, best, sample, 0, EPSILON, share);
                for (float value : x) {
                    assertTrue(value >= 0 && value <= EPSILON + 1e-6);
                }
            }
        }
    }

    private static double length(float[] x, float[] original, int at, int length) {
        double sum = 0;
        for (int i = at; i < at + length; i++) {
            sum += Math.pow((double) x[i] - original[i], 2);
        }
        return Math.sqrt(sum);
    }

    private static Draws draws(int seed) {
        return Seed.of(seed).draws();
    }
}
