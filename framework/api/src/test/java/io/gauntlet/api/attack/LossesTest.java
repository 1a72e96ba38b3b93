package io.gauntlet.api.attack;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.model.Output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class LossesTest {
    static Stream<Arguments> cases() {
        Stream.Builder<Arguments> cases = Stream.builder();
        for (int classes : new int[] {2, 3, 4, 10}) {
            for (int goal = -1; goal < 2; goal++) {
                cases.add(arguments("cross-entropy", Losses.crossEntropy(), classes, goal));
                cases.add(arguments("margin", Losses.margin(), classes, goal));
                cases.add(arguments("logit difference", Losses.logitDifference(), classes, goal));
                cases.add(arguments("dlr", Losses.dlr(), classes, goal));
            }
        }
        return cases.build();
    }

    @ParameterizedTest(name = "{0}, {2} classes, goal {3}")
    @MethodSource("cases")
    void gradientsAreThoseOfFiniteDifferences(String name, Loss loss, int classes, int goal) {
        Draws draws = Seed.of(classes).draws();
        float step = 1e-2f;
        for (int trial = 0; trial < 50; trial++) {
            Output output = separated(draws, classes);
            int label = goal < 0 ? trial % classes : (goal + 1 + trial % (classes - 1)) % classes;
            Output gradient = new Output(classes);
            loss.apply(output, label, goal, gradient);
            for (int c = 0; c < classes; c++) {
                double up = shifted(loss, output, c, step, label, goal);
                double down = shifted(loss, output, c, -step, label, goal);
                assertEquals((up - down) / (2 * step), gradient.logits()[c], 2e-3, name + " by logit " + c);
            }
        }
    }

    @Test
    void theRatioIsThatOfThePaper() {
        Output output = output(5, 1, 4, 2);
        // Label 0 is right: -(z0 - z2) / (z0 - z3).
        assertEquals(-1 / 3f, Losses.dlr().apply(output, 0, -1, new Output(4)), 1e-6f);
        // Label 3 is wrong: -(z3 - z0) / (z0 - z3) = 1, and positive exactly on success.
        assertEquals(1f, Losses.dlr().apply(output, 3, -1, new Output(4)), 1e-6f);
        // Towards 1: -(z0 - z1) / (z0 - (z3 + z1) / 2).
        assertEquals(-4 / 3.5f, Losses.dlr().apply(output, 0, 1, new Output(4)), 1e-6f);
    }

    @Test
    void theRatioDoesNotChangeWithTheScaleOfTheLogits() {
        Output small = output(5e-3f, 1e-3f, 4e-3f, 2e-3f);
        Output large = output(5e3f, 1e3f, 4e3f, 2e3f);
        for (int goal : new int[] {-1, 1}) {
            float one = Losses.dlr().apply(small, 0, goal, new Output(4));
            assertEquals(one, Losses.dlr().apply(large, 0, goal, new Output(4)), 1e-5f);
        }
    }

    @Test
    void withFewClassesTheRatioIsADifference() {
        assertEquals(-4f, Losses.dlr().apply(output(5, 1), 0, -1, new Output(2)));
        assertEquals(-4f, Losses.dlr().apply(output(5, 1, 3), 0, 1, new Output(3)));
    }

    @Test
    void equalLogitsGiveZero() {
        assertEquals(0f, Losses.dlr().apply(output(1, 1, 1, 1), 0, -1, new Output(4)));
        assertEquals(0f, Losses.dlr().apply(output(1, 1, 1, 1), 0, 2, new Output(4)));
    }

    /** Logits far enough apart that no finite difference changes their order. */
    private static Output separated(Draws draws, int classes) {
        int[] order = draws.permutation(classes);
        Output output = new Output(classes);
        for (int c = 0; c < classes; c++) {
            output.logits()[c] = (float) (0.8 * order[c] + draws.uniform(-0.3, 0.3));
        }
        return output;
    }

    private static double shifted(Loss loss, Output output, int at, float step, int label, int goal) {
        Output other = new Output(output.logits().length);
        System.arraycopy(output.logits(), 0, other.logits(), 0, other.logits().length);
        other.logits()[at] += step;
        return loss.apply(other, label, goal, new Output(other.logits().length));
    }

    private static Output output(float... logits) {
        Output output = new Output(logits.length);
        System.arraycopy(logits, 0, output.logits(), 0, logits.length);
        return output;
    }
}
