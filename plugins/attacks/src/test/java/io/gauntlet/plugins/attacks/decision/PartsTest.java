package io.gauntlet.plugins.attacks.decision;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.testkit.ArrayExamples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The parts that the label-only attacks share. */
class PartsTest {
    private static final Draws DRAWS = Seed.of(5).draws();

    @Test
    void otherSamplesAreOfAnotherClassOrOfTheGoal() {
        int[] labels = {2, 0, 1, 2, 0, 2};
        OtherSamples others = new OtherSamples(new ArrayExamples(new float[labels.length], labels, new long[] {1}, 4));
        assertEquals(Set.of(1, 2, 4), drawn(others, 2, -1));
        assertEquals(Set.of(0, 1, 3, 4, 5), drawn(others, 1, -1));
        assertEquals(Set.of(0, 3, 5), drawn(others, 1, 2));
        assertTrue(others.draw(DRAWS, 0, 3).isEmpty(), "there is no sample of class 3");
        OtherSamples alike = new OtherSamples(new ArrayExamples(new float[2], new int[2], new long[] {1}, 2));
        assertTrue(alike.draw(DRAWS, 0, -1).isEmpty(), "all samples are of class 0");
    }

    private static Set<Integer> drawn(OtherSamples others, int label, int goal) {
        Set<Integer> drawn = new TreeSet<>();
        for (int n = 0; n < 200; n++) {
            drawn.add(others.draw(DRAWS, label, goal).orElseThrow());
        }
        return drawn;
    }

    @Test
    void aWindowForgetsItsOldestTrials() {
        SuccessWindow window = new SuccessWindow("w", 30);
        window.load(scalars());
        for (int i = 0; i < 30; i++) {
            assertFalse(window.full(1));
            window.add(1, i < 12);
        }
        assertTrue(window.full(1));
        assertEquals(12 / 30.0, window.share(1), 1e-9);
        for (int i = 0; i < 5; i++) {
            window.add(1, false);
        }
        assertEquals(7 / 30.0, window.share(1), 1e-9);
        window.add(0, true);
        window.clear(1);
        assertFalse(window.full(1));
        for (int i = 0; i < 30; i++) {
            window.add(1, true);
        }
        assertEquals(1, window.share(1), 1e-9);
    }

    /** With 3 successes of 4 the signs' mean is 1/2: the sum of (sign - 1/2) times the way, which is (2, 4) long. */
    @Test
    void theMeanOfTheSignsIsSubtracted() {
        float[] x = {0.5f, 0.5f};
        float[][] ways = {{0.1f, 0}, {0.3f, 0.2f}, {0, 0.2f}, {0, -0.3f}};
        boolean[] success = {true, true, true, false};
        GradientEstimate estimate = new GradientEstimate();
        estimate.load(scalars());
        estimate.begin(0, 0, 2);
        double[] expected = new double[2];
        for (int k = 0; k < 4; k++) {
            float[] probe = {x[0] + ways[k][0], x[1] + ways[k][1]};
            estimate.open(0, x, 0, 2);
            estimate.add(0, probe, 0, success[k]);
            estimate.close(0);
            for (int i = 0; i < 2; i++) {
                expected[i] += ((success[k] ? 1 : -1) - 0.5) * ways[k][i];
            }
        }
        float[] direction = new float[2];
        estimate.direction(0, 0, 2, direction);
        double norm = Math.hypot(expected[0], expected[1]);
        assertEquals(expected[0] / norm, direction[0], 1e-5);
        assertEquals(expected[1] / norm, direction[1], 1e-5);
        assertEquals(4, estimate.asked(0));
    }

    /** Where all fail it points away from them. */
    @Test
    void equalSignsAreKept() {
        GradientEstimate estimate = new GradientEstimate();
        estimate.load(scalars());
        estimate.begin(0, 0, 2);
        estimate.open(0, new float[2], 0, 2);
        estimate.add(0, new float[] {0.3f, 0}, 0, false);
        estimate.add(0, new float[] {0, 0.4f}, 0, false);
        estimate.close(0);
        float[] direction = new float[2];
        estimate.direction(0, 0, 2, direction);
        assertEquals(-0.6, direction[0], 1e-6);
        assertEquals(-0.8, direction[1], 1e-6);
    }

    /** Rows that offer nothing but numbers, and images of two values. */
    private static Rows scalars() {
        Map<String, float[]> scalars = new HashMap<>();
        return (Rows) Proxy.newProxyInstance(
                Rows.class.getClassLoader(),
                new Class<?>[] {Rows.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "scalar" -> scalars.computeIfAbsent((String) arguments[0], name -> new float[2]);
                    case "image" -> Nd4j.zeros(1, 2);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
