package io.gauntlet.engine.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Detector;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Stage;
import io.gauntlet.engine.RandomNetworks;
import io.gauntlet.engine.ReferenceNetwork;
import io.gauntlet.engine.TestData;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.layout.Axis;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.Function;
import io.gauntlet.engine.layout.Initialisation;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.layout.Window;
import io.gauntlet.engine.network.CompiledNetwork;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Chains of stages, networks and detectors: gradients in double precision, bits, passes and memory. */
class ComposedGradientTest {
    /** {@code sin(a x) + x / 2} of each value. */
    private record Wave(double a) implements Stage {
        double value(double x) {
            return Math.sin(a * x) + x / 2;
        }

        @Override
        public String name() {
            return "wave";
        }

        @Override
        public long[] outputShape(long[] inputShape) {
            return inputShape;
        }

        @Override
        public INDArray forward(INDArray x, RowDraws draws) {
            float[] values = Memory.values(x);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) value(values[i]);
            }
            return Memory.array(values, x.shape());
        }

        @Override
        public INDArray vjp(INDArray x, INDArray dy, RowDraws draws) {
            float[] values = Memory.values(x);
            float[] gradient = Memory.values(dy);
            for (int i = 0; i < values.length; i++) {
                gradient[i] *= (float) (a * Math.cos(a * values[i]) + 0.5);
            }
            return Memory.array(gradient, x.shape());
        }

        @Override
        public Derivative declared() {
            return Derivative.EXACT;
        }

        @Override
        public boolean randomised() {
            return false;
        }
    }

    /** The sum of squares of the sample times the first logit. */
    private static final class Energy implements Detector {
        @Override
        public float threshold() {
            return 1f;
        }

        private static float squares(float[] x, int length, int row) {
            double sum = 0;
            for (int k = 0; k < length; k++) {
                sum += (double) x[row * length + k] * x[row * length + k];
            }
            return (float) sum;
        }

        @Override
        public float[] score(INDArray x, INDArray logits, RowDraws draws) {
            float[] scores = new float[(int) x.size(0)];
            float[] values = Memory.values(x);
            float[] z = Memory.values(logits);
            for (int i = 0; i < scores.length; i++) {
                scores[i] = squares(values, values.length / scores.length, i) * z[i * (z.length / scores.length)];
            }
            return scores;
        }

        @Override
        public INDArray vjp(INDArray x, INDArray logits, float[] weights, RowDraws draws) {
            float[] values = Memory.values(x);
            float[] z = Memory.values(logits);
            for (int i = 0; i < values.length; i++) {
                int row = i / (values.length / weights.length);
                values[i] *= 2 * weights[row] * z[row * (z.length / weights.length)];
            }
            return Memory.array(values, x.shape());
        }

        @Override
        public INDArray vjpLogits(INDArray x, INDArray logits, float[] weights, RowDraws draws) {
            float[] values = Memory.values(x);
            float[] z = new float[(int) logits.length()];
            for (int i = 0; i < weights.length; i++) {
                z[i * (z.length / weights.length)] = weights[i] * squares(values, values.length / weights.length, i);
            }
            return Memory.array(z, logits.shape());
        }
    }

    /** Logit 1 plus a third of the score of one sample, in double precision. */
    private static double reference(ReferenceNetwork network, double[] parameters, double[] x) {
        Wave first = new Wave(2);
        Wave second = new Wave(0.7);
        double[] waved = Arrays.stream(x).map(first::value).map(second::value).toArray();
        double[] logits = network.logits(waved, parameters);
        return logits[1] + Arrays.stream(x).map(v -> v * v).sum() * logits[0] / 3;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void twoStagesANetworkAndADetectorAgreeWithFiniteDifferencesInDoublePrecision(long seed) {
        Blueprint blueprint = RandomNetworks.draw(seed);
        CompiledNetwork network = TestData.network(blueprint, seed, 4);
        double[] parameters = doubles(network.parameters().values());
        ReferenceNetwork exact = new ReferenceNetwork(blueprint);
        INDArray x = TestData.uniform(seed, 2, blueprint.shape());
        DefendedModel defended =
                new DefendedModel(List.of(new Wave(2), new Wave(0.7), network), Optional.of(new Energy()));
        try (Model model = Models.model(defended, blueprint.shape())) {
            float[] gradient = Memory.values(model.gradient(x, RowDraws.none(), (i, output, into) -> {
                into.logits()[1] = 1f;
                into.score(1f / 3);
            }));
            int length = gradient.length / 2;
            double scale = 1e-3;
            for (float g : gradient) {
                scale = Math.max(scale, Math.abs(g));
            }
            float[] values = Memory.values(x);
            for (int i = 0; i < gradient.length; i += 1 + gradient.length / 24) {
                double[] sample = doubles(Arrays.copyOfRange(values, i / length * length, (i / length + 1) * length));
                double[] at = new double[3];
                double before = sample[i % length];
                for (int k = -1; k <= 1; k++) {
                    sample[i % length] = before + k * 1e-5;
                    at[k + 1] = reference(exact, parameters, sample);
                }
                boolean kink = Math.abs(at[2] - 2 * at[1] + at[0]) > 1e-8 * scale;
                if (!kink) {
                    assertEquals((at[2] - at[0]) / 2e-5, gradient[i], 3e-4 * scale);
                }
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

    @ParameterizedTest
    @ValueSource(longs = {3, 7, 12, 19, 26, 31})
    void theJacobianIsThatOfUnitVectorsAndTakesOneForwardPass(long seed) {
        CompiledNetwork network = TestData.network(RandomNetworks.draw(seed), seed, 4);
        int n = 6;
        int classes = network.classes();
        INDArray x = TestData.uniform(seed, n, network.inputShape());
        int[][] all = new int[n][classes];
        for (int[] row : all) {
            Arrays.setAll(row, c -> c);
        }
        try (Model model = Models.model(DefendedModel.of(network))) {
            long before = network.passes();
            float[] jacobian =
                    Memory.values(model.jacobian(x, RowDraws.none(), all).values());
            assertEquals(2, network.passes() - before, "six samples are two blocks of at most four");
            int length = jacobian.length / (n * classes);
            for (int c = 0; c < classes; c++) {
                float[] unit = new float[n * classes];
                for (int i = 0; i < n; i++) {
                    unit[i * classes + c] = 1f;
                }
                float[] row = Memory.values(network.vjp(x, Memory.array(unit, n, classes), RowDraws.none()));
                for (int i = 0; i < n; i++) {
                    int from = (i * classes + c) * length;
                    assertArrayEquals(
                            Arrays.copyOfRange(row, i * length, (i + 1) * length),
                            Arrays.copyOfRange(jacobian, from, from + length));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 7, 12, 19, 26, 31})
    void logitsHardlyDependOnTheBlockSize(long seed) {
        Blueprint blueprint = RandomNetworks.draw(seed);
        INDArray x = TestData.uniform(seed, 24, blueprint.shape());
        float[] expected = logits(blueprint, seed, 1, x);
        for (int block : new int[] {2, 5, 8, 24, 64}) {
            float[] other = logits(blueprint, seed, block, x);
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], other[i], 1e-4 * (1 + Math.abs(expected[i])));
            }
        }
    }

    private static float[] logits(Blueprint blueprint, long seed, int block, INDArray x) {
        try (CompiledNetwork network = TestData.network(blueprint, seed, block)) {
            return Memory.values(network.forward(x, RowDraws.none()));
        }
    }

    @Test
    void anyNumberOfWorkersGetsTheSameBits() throws Exception {
        Blueprint blueprint = RandomNetworks.draw(19);
        INDArray x = TestData.uniform(19, 40, blueprint.shape());
        float[] values = new ParameterLayout(blueprint).draw(Seed.of(19));
        float[] alone = gradients(blueprint, values, x, 0, 40);
        int length = alone.length / 40;
        for (int workers : new int[] {2, 3}) {
            ExecutorService pool = Executors.newFixedThreadPool(workers);
            try {
                List<Future<float[]>> parts = new ArrayList<>();
                for (int w = 0; w < workers; w++) {
                    int from = 40 * w / workers;
                    int to = 40 * (w + 1) / workers;
                    Callable<float[]> part = () -> gradients(blueprint, values, x.dup(), from, to);
                    parts.add(pool.submit(part));
                }
                for (int w = 0; w < workers; w++) {
                    int from = 40 * w / workers * length;
                    float[] part = parts.get(w).get();
                    assertArrayEquals(Arrays.copyOfRange(alone, from, from + part.length), part);
                }
            } finally {
                pool.shutdown();
            }
        }
    }

    private static float[] gradients(Blueprint blueprint, float[] values, INDArray x, int from, int to) {
        float[] all = Memory.values(x);
        int length = all.length / (int) x.size(0);
        long[] shape = x.shape().clone();
        shape[0] = (long) to - from;
        INDArray own = Memory.array(Arrays.copyOfRange(all, from * length, to * length), shape);
        try (Model model = Models.model(DefendedModel.of(CompiledNetwork.of("worker", blueprint, values, 8)))) {
            return Memory.values(model.gradient(own, RowDraws.none(), (i, output, into) -> into.logits()[0] = 1f));
        }
    }

    @Test
    void memoryStaysFlatOverThousandsOfGradients() {
        Window window = new Window(new Axis(3, 2, 0, 1, 1), new Axis(3, 2, 0, 1, 1));
        Blueprint blueprint = Blueprint.sequence(
                new long[] {16, 16, 8},
                3,
                List.of(
                        new Layer.Convolution("groups", window, 8, 2, true, Initialisation.HE_NORMAL, 0f),
                        new Layer.Activation("elu", Function.ELU, 1f),
                        new Layer.Flatten("flatten"),
                        new Layer.Dense("last", 3, Initialisation.GLOROT_NORMAL, 0f)));
        INDArray x = TestData.uniform(19, 16, blueprint.shape());
        try (Model model = Models.model(DefendedModel.of(TestData.network(blueprint, 19, 8)))) {
            for (int i = 0; i < 200; i++) {
                model.gradient(x, RowDraws.none(), (k, output, into) -> into.logits()[0] = 1f);
            }
            // The Java heap may take fresh pages for a while; what is kept at each call grows in every round.
            long grown = Long.MAX_VALUE;
            for (int round = 0; round < 4 && grown >= 64L << 20; round++) {
                long physical = Pointer.physicalBytes();
                for (int i = 0; i < 3000; i++) {
                    model.gradient(x, RowDraws.none(), (k, output, into) -> into.logits()[0] = 1f);
                }
                grown = Pointer.physicalBytes() - physical;
            }
            long last = grown;
            // The input of one block kept at each call would take 375 MiB a round.
            assertTrue(last < 64L << 20, () -> "resident memory grew in each round, by " + last + " bytes in the last");
        }
    }
}
