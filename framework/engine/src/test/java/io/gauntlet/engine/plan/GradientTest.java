package io.gauntlet.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;
import io.gauntlet.engine.RandomNetworks;
import io.gauntlet.engine.ReferenceNetwork;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.ParameterLayout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Plans of random networks against a reference in double precision, gradients by central differences. */
class GradientTest {
    private static final int BLOCK = 3;
    private static final double STEP = 1e-5;

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private final List<String> wrong = new ArrayList<>();

    @ParameterizedTest
    @MethodSource("seeds")
    void gradientsAgreeWithFiniteDifferences(long seed) {
        Blueprint blueprint = RandomNetworks.draw(seed);
        Draws draws = Seed.of(seed).derive("test").draws();
        ParameterLayout layout = new ParameterLayout(blueprint);
        float[] initial = layout.draw(Seed.of(seed + 1));
        float[] values = layout.draw(Seed.of(seed));
        statistics(layout, values, draws);
        try (Parameters parameters = new Parameters(layout, initial);
                Plan plan = new Plan(blueprint, parameters, BLOCK, layout.learned() == layout.count())) {
            // Changed after compiling: whatever is derived from weights must follow.
            parameters.write(values);
            float[] x = new float[(int) plan.input().length()];
            draws.fillUniform(x, -1, 1);
            float[] dy = new float[(int) plan.logits().length()];
            draws.fillGaussian(dy, 1);
            Memory.write(x, 0, plan.input(), 0, x.length);
            plan.forward();
            Case test = new Case(new ReferenceNetwork(blueprint), x, dy, doubles(values));
            assertLogits(test, Memory.values(plan.logits()));

            Memory.write(dy, 0, plan.logitsGradient(), 0, dy.length);
            plan.backward();
            float[] input = Memory.values(plan.inputGradient());
            compare("input", input, draws, test::byInput);

            Memory.write(dy, 0, plan.logitsGradient(), 0, dy.length);
            plan.backward();
            assertArrayEquals(input, Memory.values(plan.inputGradient()), "a second backward pass gave something else");

            if (layout.learned() == layout.count()) {
                Memory.write(dy, 0, plan.logitsGradient(), 0, dy.length);
                plan.learn();
                compare("parameter", Memory.values(plan.parameterGradient()), draws, test::byParameter);
            }
        }
        assertTrue(wrong.isEmpty(), () -> blueprint.layers() + "\n" + String.join("\n", wrong));
    }

    /** Running statistics and normalisations' parameters as after some training. */
    private static void statistics(ParameterLayout layout, float[] values, Draws draws) {
        for (ParameterLayout.Slot slot : layout.slots()) {
            for (int i = (int) slot.offset(); i < slot.offset() + slot.length(); i++) {
                switch (slot.role()) {
                    case SCALE, VARIANCE -> values[i] = (float) draws.uniform(0.5, 2);
                    case SHIFT, MEAN -> values[i] = (float) draws.uniform(-0.5, 0.5);
                    default -> {}
                }
            }
        }
    }

    private void assertLogits(Case test, float[] logits) {
        int classes = logits.length / BLOCK;
        for (int n = 0; n < BLOCK; n++) {
            double[] expected = test.logits(n, test.parameters);
            for (int c = 0; c < classes; c++) {
                assertEquals(expected[c], logits[n * classes + c], 1e-4 * (1 + Math.abs(expected[c])), "logit");
            }
        }
    }

    private void compare(String what, float[] gradient, Draws draws, Partial partial) {
        double scale = 1e-3;
        for (float g : gradient) {
            scale = Math.max(scale, Math.abs(g));
        }
        for (int t = 0; t < 16; t++) {
            int i = draws.index(gradient.length);
            double ahead = partial.of(i, STEP);
            double here = partial.of(i, 0);
            double behind = partial.of(i, -STEP);
            boolean kink = Math.abs((ahead - here) - (here - behind)) > 1e-4 * STEP * scale + 1e-11;
            double expected = (ahead - behind) / (2 * STEP);
            if (!kink && Math.abs(expected - gradient[i]) > 2e-4 * scale) {
                wrong.add(what + " gradient " + i + ": " + gradient[i] + " instead of " + expected);
            }
        }
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    /** The value of the scalar when one coordinate is moved. */
    private interface Partial {
        double of(int coordinate, double move);
    }

    private static final class Case {
        private final ReferenceNetwork network;
        private final double[] x;
        private final float[] dy;
        private final double[] parameters;

        Case(ReferenceNetwork network, float[] x, float[] dy, double[] parameters) {
            this.network = network;
            this.x = doubles(x);
            this.dy = dy;
            this.parameters = parameters;
        }

        double[] logits(int sample, double[] values) {
            int length = x.length / BLOCK;
            return network.logits(java.util.Arrays.copyOfRange(x, sample * length, (sample + 1) * length), values);
        }

        private double scalar(int sample) {
            double[] logits = logits(sample, parameters);
            double sum = 0;
            for (int c = 0; c < logits.length; c++) {
                sum += dy[sample * logits.length + c] * logits[c];
            }
            return sum;
        }

        double byInput(int i, double move) {
            return moved(x, i, move, ignored -> scalar(i / (x.length / BLOCK)));
        }

        double byParameter(int i, double move) {
            return moved(parameters, i, move, ignored -> {
                double sum = 0;
                for (int n = 0; n < BLOCK; n++) {
                    sum += scalar(n);
                }
                return sum;
            });
        }

        private static double moved(double[] values, int i, double move, DoubleUnaryOperator function) {
            double before = values[i];
            values[i] = before + move;
            try {
                return function.applyAsDouble(move);
            } finally {
                values[i] = before;
            }
        }
    }
}
