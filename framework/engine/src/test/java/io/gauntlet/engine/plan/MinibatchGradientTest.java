package io.gauntlet.engine.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;
import io.gauntlet.engine.RandomNetworks;
import io.gauntlet.engine.ReferenceNetwork;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.Node;
import io.gauntlet.engine.layout.ParameterLayout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Plans in training: normalisations by the statistics of a block that is not full, against a reference in double
 * precision and its central differences, which pass through the statistics.
 */
class MinibatchGradientTest {
    private static final int BLOCK = 7;
    private static final int ROWS = 5;
    private static final double STEP = 1e-5;

    private final List<String> wrong = new ArrayList<>();

    static LongStream seeds() {
        return LongStream.range(0, 400)
                .filter(seed -> RandomNetworks.draw(seed).layers().stream()
                        .anyMatch(Layer.BatchNormalisation.class::isInstance))
                .limit(60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void gradientsPassThroughTheStatistics(long seed) {
        Blueprint blueprint = RandomNetworks.draw(seed);
        Draws draws = Seed.of(seed).derive("test").draws();
        ParameterLayout layout = new ParameterLayout(blueprint);
        float[] values = layout.draw(Seed.of(seed));
        // Far from what a fresh normalisation has, and running statistics that must not matter.
        for (ParameterLayout.Slot slot : layout.slots()) {
            switch (slot.role()) {
                case SCALE, VARIANCE -> fill(values, slot, draws, 0.5, 2);
                case SHIFT, MEAN -> fill(values, slot, draws, -0.5, 0.5);
                default -> {}
            }
        }
        try (Parameters parameters = new Parameters(layout, values);
                Plan plan = new Plan(blueprint, parameters, BLOCK, true)) {
            int length = (int) plan.input().length() / BLOCK;
            int classes = blueprint.classes();
            // Padding that would show, were it counted.
            float[] x = new float[BLOCK * length];
            draws.fillUniform(x, -1, 1);
            float[] dy = new float[BLOCK * classes];
            draws.fillGaussian(dy, 1);
            Arrays.fill(dy, ROWS * classes, dy.length, 0f);
            Memory.write(x, 0, plan.input(), 0, x.length);
            plan.rows(ROWS);
            plan.forward();
            Case test = new Case(new ReferenceNetwork(blueprint), rows(x, length), dy, doubles(values));
            assertLogits(test, Memory.values(plan.logits()), classes);

            Memory.write(dy, 0, plan.logitsGradient(), 0, dy.length);
            plan.learn();
            compare("parameter", Memory.values(plan.parameterGradient()), draws, test::byParameter);

            Memory.write(dy, 0, plan.logitsGradient(), 0, dy.length);
            plan.backward();
            float[] input = Memory.values(plan.inputGradient());
            compare("input", Arrays.copyOf(input, ROWS * length), draws, (i, move) -> test.byInput(i, length, move));
            assertArrayEquals(
                    new float[(BLOCK - ROWS) * length],
                    Arrays.copyOfRange(input, ROWS * length, input.length),
                    "padding got a gradient");
            statisticsAreTheReferences(plan, test, blueprint);
        }
        assertTrue(wrong.isEmpty(), () -> blueprint.layers() + "\n" + String.join("\n", wrong));
    }

    /** Where the normalisation stands first, so that what it takes is known. */
    private static void statisticsAreTheReferences(Plan plan, Case test, Blueprint blueprint) {
        ParameterLayout layout = new ParameterLayout(blueprint);
        for (MinibatchStatistics statistics : plan.statistics()) {
            if (blueprint.nodes().get(statistics.node()).inputs().get(0) == Node.INPUT) {
                double[] values = test.parameters.clone();
                test.network.statistics(test.x, statistics.node(), values);
                int mean = (int) layout.slot(statistics.node(), io.gauntlet.engine.layout.Role.MEAN)
                        .orElseThrow()
                        .offset();
                assertEquals(values[mean], statistics.mean()[0], 1e-5);
            }
        }
    }

    private static void fill(float[] values, ParameterLayout.Slot slot, Draws draws, double low, double high) {
        for (int i = (int) slot.offset(); i < slot.offset() + slot.length(); i++) {
            values[i] = (float) draws.uniform(low, high);
        }
    }

    private static double[][] rows(float[] x, int length) {
        double[][] rows = new double[ROWS][];
        for (int n = 0; n < ROWS; n++) {
            rows[n] = doubles(Arrays.copyOfRange(x, n * length, (n + 1) * length));
        }
        return rows;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static void assertLogits(Case test, float[] logits, int classes) {
        double[][] expected = test.network.minibatch(test.x, test.parameters);
        for (int n = 0; n < ROWS; n++) {
            for (int c = 0; c < classes; c++) {
                assertEquals(expected[n][c], logits[n * classes + c], 1e-4 * (1 + Math.abs(expected[n][c])), "logit");
            }
        }
    }

    private void compare(String what, float[] gradient, Draws draws, Partial partial) {
        double scale = 1e-3;
        for (float g : gradient) {
            scale = Math.max(scale, Math.abs(g));
        }
        for (int t = 0; t < 12; t++) {
            int i = draws.index(gradient.length);
            double ahead = partial.of(i, STEP);
            double here = partial.of(i, 0);
            double behind = partial.of(i, -STEP);
            boolean kink = Math.abs((ahead - here) - (here - behind)) > 1e-3 * STEP * scale + 1e-11;
            double expected = (ahead - behind) / (2 * STEP);
            if (!kink && Math.abs(expected - gradient[i]) > 5e-4 * scale) {
                wrong.add(what + " gradient " + i + ": " + gradient[i] + " instead of " + expected);
            }
        }
    }

    /** The value of the scalar when one coordinate is moved. */
    private interface Partial {
        double of(int coordinate, double move);
    }

    private record Case(ReferenceNetwork network, double[][] x, float[] dy, double[] parameters) {
        private double scalar() {
            double[][] logits = network.minibatch(x, parameters);
            double sum = 0;
            for (int n = 0; n < logits.length; n++) {
                for (int c = 0; c < logits[n].length; c++) {
                    sum += dy[n * logits[n].length + c] * logits[n][c];
                }
            }
            return sum;
        }

        double byInput(int i, int length, double move) {
            return moved(x[i / length], i % length, move);
        }

        double byParameter(int i, double move) {
            return moved(parameters, i, move);
        }

        private double moved(double[] values, int i, double move) {
            double before = values[i];
            values[i] = before + move;
            try {
                return scalar();
            } finally {
                values[i] = before;
            }
        }
    }
}
