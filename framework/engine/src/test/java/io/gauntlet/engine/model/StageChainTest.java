package io.gauntlet.engine.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Detector;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.NonFiniteException;
import io.gauntlet.api.model.Output;
import io.gauntlet.api.model.Stage;
import io.gauntlet.engine.RandomNetworks;
import io.gauntlet.engine.TestData;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.network.CompiledNetwork;
import io.gauntlet.engine.network.RowViews;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StageChainTest {
    private static final Loss CROSS_ENTROPY = Losses.crossEntropy();

    /** Adds to each row noise that belongs to its sample, times a factor; not the same as its neighbour's. */
    private record Noise(float factor) implements Stage {
        @Override
        public String name() {
            return "noise";
        }

        @Override
        public long[] outputShape(long[] inputShape) {
            return inputShape;
        }

        @Override
        public INDArray forward(INDArray x, RowDraws draws) {
            int n = (int) x.size(0);
            float[] values = Memory.values(x);
            int length = values.length / n;
            float[] noise = new float[length];
            for (int i = 0; i < n; i++) {
                draws.of(i).fillUniform(noise, 0, 1);
                for (int k = 0; k < length; k++) {
                    values[i * length + k] = 2 * values[i * length + k] + factor * noise[k];
                }
            }
            return Memory.array(values, x.shape());
        }

        @Override
        public INDArray vjp(INDArray x, INDArray dy, RowDraws draws) {
            return dy.mul(2f);
        }

        @Override
        public Derivative declared() {
            return Derivative.EXACT;
        }

        @Override
        public boolean randomised() {
            return true;
        }
    }

    private static RowDraws samples(int... sample) {
        return row -> Seed.of(sample[row]).draws();
    }

    private static int[] range(int n) {
        int[] range = new int[n];
        for (int i = 0; i < n; i++) {
            range[i] = i;
        }
        return range;
    }

    private static float[] gradient(Model model, INDArray x, RowDraws draws) {
        return Memory.values(model.gradient(x, draws, (i, output, into) -> CROSS_ENTROPY.apply(output, 0, -1, into)));
    }

    @Test
    void theTwinLacksWhatIsLeftOut() {
        Blueprint blueprint = RandomNetworks.draw(4);
        CompiledNetwork network = TestData.network(blueprint, 4, 8);
        INDArray x = TestData.uniform(4, 3, blueprint.shape());
        try (Model model = Models.model(DefendedModel.of(new Noise(0.5f), network), blueprint.shape());
                Model twin = model.without(0);
                Model alone = Models.borrowing(DefendedModel.of(network), blueprint.shape())) {
            assertFalse(twin.randomised());
            assertArrayEquals(gradient(alone, x, RowDraws.none()), gradient(twin, x, RowDraws.none()));
            assertThrows(IllegalArgumentException.class, () -> model.without(1), "no logits are left");
            assertThrows(IndexOutOfBoundsException.class, () -> model.without(2));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void aSampleGetsTheSameBitsWhereverItStands(long seed) {
        Blueprint blueprint = RandomNetworks.draw(seed);
        CompiledNetwork network = TestData.network(blueprint, seed, 8);
        int n = 37;
        INDArray x = TestData.uniform(seed, n, blueprint.shape());
        try (Model model = Models.model(DefendedModel.of(new Noise(0.1f), network))) {
            float[] all = gradient(model, x, samples(range(n)));
            float[] logits =
                    model.forward(x, samples(range(n))).get(30).logits().clone();
            int length = all.length / n;
            for (int first : new int[] {0, 3, 17, 30}) {
                for (int count : new int[] {1, 2, 7}) {
                    int[] sample = new int[count];
                    for (int i = 0; i < count; i++) {
                        sample[i] = first + i;
                    }
                    float[] some = gradient(model, RowViews.rows(x, first, first + count), samples(sample));
                    assertArrayEquals(Arrays.copyOfRange(all, first * length, (first + count) * length), some);
                }
            }
            INDArray one = RowViews.rows(x, 30, 31);
            assertArrayEquals(logits, model.forward(one, samples(30)).get(0).logits());
        }
    }

    /** Changes nothing and remembers the first number drawn, going forward and going back. */
    private record Witness(float[] seen) implements Stage {
        @Override
        public String name() {
            return "witness";
        }

        @Override
        public long[] outputShape(long[] inputShape) {
            return inputShape;
        }

        @Override
        public INDArray forward(INDArray x, RowDraws draws) {
            seen[0] = draws.of(0).uniform();
            return x;
        }

        @Override
        public INDArray vjp(INDArray x, INDArray dy, RowDraws draws) {
            seen[1] = draws.of(0).uniform();
            return dy;
        }

        @Override
        public Derivative declared() {
            return Derivative.EXACT;
        }

        @Override
        public boolean randomised() {
            return true;
        }
    }

    @Test
    void eachStageDrawsForItselfAndTheSameGoingBack() {
        CompiledNetwork network = TestData.network(RandomNetworks.draw(4), 4, 8);
        INDArray x = TestData.uniform(4, 1, network.inputShape());
        Witness first = new Witness(new float[2]);
        Witness second = new Witness(new float[2]);
        try (Model model = Models.model(DefendedModel.of(first, second, network))) {
            gradient(model, x, samples(3));
        }
        assertNotEquals(first.seen()[0], second.seen()[0]);
        assertEquals(first.seen()[0], first.seen()[1]);
        assertEquals(second.seen()[0], second.seen()[1]);
    }

    @Test
    void gradientOfStagesAgreesWithFiniteDifferences() {
        CompiledNetwork network = TestData.network(RandomNetworks.draw(4), 4, 8);
        long[] shape = network.inputShape();
        INDArray x = TestData.uniform(4, 2, shape);
        try (Model model = Models.model(DefendedModel.of(new Noise(0.1f), network))) {
            RowDraws draws = samples(11, 12);
            float[] gradient = gradient(model, x, draws);
            float step = 1e-2f;
            float[] values = Memory.values(x);
            double here = loss(model, x, draws);
            int compared = 0;
            for (int i = 0; i < values.length; i += 7) {
                float before = values[i];
                values[i] = before + step;
                double ahead = loss(model, Memory.array(values, x.shape()), draws);
                values[i] = before - step;
                double behind = loss(model, Memory.array(values, x.shape()), draws);
                values[i] = before;
                // A kink of a ReLU or a maximum between the two has no derivative.
                if (Math.abs(ahead - 2 * here + behind) < 1e-4) {
                    compared++;
                    assertEquals((ahead - behind) / (2 * step), gradient[i], 2e-2);
                }
            }
            assertTrue(compared > 10, () -> "Most coordinates lie at kinks.");
        }
    }

    private static double loss(Model model, INDArray x, RowDraws draws) {
        double sum = 0;
        for (Output output : model.forward(x, draws)) {
            sum += CROSS_ENTROPY.apply(output, 0, -1, new Output(output.logits().length));
        }
        return sum;
    }

    @Test
    void jacobianRowsAreTheGradientsOfTheLogits() {
        CompiledNetwork network = TestData.network(RandomNetworks.draw(7), 7, 4);
        INDArray x = TestData.uniform(7, 6, network.inputShape());
        int[][] chosen = new int[6][];
        for (int i = 0; i < 6; i++) {
            chosen[i] = new int[] {i % network.classes(), 0};
        }
        try (Model model = Models.model(DefendedModel.of(network))) {
            float[] jacobian =
                    Memory.values(model.jacobian(x, RowDraws.none(), chosen).values());
            for (int k = 0; k < 2; k++) {
                int wanted = k;
                float[] gradient = Memory.values(
                        model.gradient(x, RowDraws.none(), (i, output, into) -> into.logits()[chosen[i][wanted]] = 1f));
                int length = gradient.length / 6;
                for (int i = 0; i < 6; i++) {
                    for (int p = 0; p < length; p++) {
                        assertEquals(gradient[i * length + p], jacobian[(i * 2 + k) * length + p]);
                    }
                }
            }
        }
    }

    /** A sample alone has its rows computed four at a time in the block, and the fifth after them. */
    @Test
    void rowsOfTheJacobianThatShareABlockAreTheSame() {
        CompiledNetwork network = TestData.network(RandomNetworks.draw(7), 7, 4);
        INDArray six = TestData.uniform(7, 6, network.inputShape());
        INDArray one = six.get(NDArrayIndex.interval(5, 6)).dup('c');
        int[] classes = {0, 1, 1, 0, 1};
        int[][] chosen = new int[6][];
        Arrays.fill(chosen, classes);
        try (Model model = Models.model(DefendedModel.of(network))) {
            float[] together =
                    Memory.values(model.jacobian(six, RowDraws.none(), chosen).values());
            Model.Jacobian found = model.jacobian(one, RowDraws.none(), new int[][] {classes});
            float[] alone = Memory.values(found.values());
            assertEquals(1, found.outputs().size());
            assertArrayEquals(Arrays.copyOfRange(together, together.length - alone.length, together.length), alone);
        }
    }

    @Test
    void aSurrogateReplacesOneDerivativeAndLeavesTheModelAsItWas() {
        CompiledNetwork network = TestData.network(RandomNetworks.draw(7), 7, 4);
        INDArray x = TestData.uniform(7, 6, network.inputShape());
        RowDraws draws = samples(range(6));
        Stage tripled = new Stage() {
            private final Noise noise = new Noise(0.1f);

            @Override
            public String name() {
                return "tripled";
            }

            @Override
            public long[] outputShape(long[] inputShape) {
                return inputShape;
            }

            @Override
            public INDArray forward(INDArray in, RowDraws own) {
                return noise.forward(in, own);
            }

            @Override
            public INDArray vjp(INDArray in, INDArray dy, RowDraws own) {
                return dy.mul(6f);
            }

            @Override
            public Derivative declared() {
                return Derivative.STRAIGHT_THROUGH;
            }

            @Override
            public boolean randomised() {
                return true;
            }
        };
        try (Model model = Models.model(DefendedModel.of(new Noise(0.1f), network))) {
            float[] own = gradient(model, x, draws);
            float[] other;
            try (Model surrogate = model.withBackward(0, tripled)) {
                other = gradient(surrogate, x, draws);
            }
            for (int i = 0; i < own.length; i++) {
                assertEquals(3 * own[i], other[i], 1e-5 * (1 + Math.abs(other[i])));
            }
            assertArrayEquals(own, gradient(model, x, draws));
        }
    }

    /** Scores a sample by the first logit of the network at half the sample, which uses the network in between. */
    private record HalfDetector(CompiledNetwork network) implements Detector {
        @Override
        public float threshold() {
            return 0.5f;
        }

        @Override
        public float[] score(INDArray x, INDArray logits, RowDraws draws) {
            int n = (int) x.size(0);
            float[] halved = Memory.values(network.forward(x.mul(0.5f), draws));
            float[] whole = Memory.values(logits);
            float[] scores = new float[n];
            for (int i = 0; i < n; i++) {
                scores[i] = halved[i * network.classes()] + whole[i * network.classes()];
            }
            return scores;
        }

        @Override
        public INDArray vjp(INDArray x, INDArray logits, float[] weights, RowDraws draws) {
            return network.vjp(x.mul(0.5f), first(weights), draws).mul(0.5f);
        }

        @Override
        public INDArray vjpLogits(INDArray x, INDArray logits, float[] weights, RowDraws draws) {
            return first(weights);
        }

        private INDArray first(float[] weights) {
            float[] dy = new float[weights.length * network.classes()];
            for (int i = 0; i < weights.length; i++) {
                dy[i * network.classes()] = weights[i];
            }
            return Memory.array(dy, weights.length, network.classes());
        }
    }

    @Test
    void theDetectorsScoreIsDifferentiatedEvenWhenItUsesTheSameNetwork() {
        CompiledNetwork network = TestData.network(RandomNetworks.draw(6), 6, 4);
        INDArray x = TestData.uniform(6, 5, network.inputShape());
        DefendedModel defended = new DefendedModel(List.of(network), Optional.of(new HalfDetector(network)));
        try (Model model = Models.model(defended)) {
            assertEquals(0.5f, model.threshold());
            float[] gradient = Memory.values(model.gradient(x, RowDraws.none(), (i, output, into) -> {
                into.logits()[1] = 1f;
                into.score(1f);
            }));
            float step = 1e-2f;
            float[] values = Memory.values(x);
            List<Double> errors = new ArrayList<>();
            for (int i = 0; i < values.length; i += 5) {
                float before = values[i];
                values[i] = before + step;
                double ahead = scalar(model, Memory.array(values, x.shape()));
                values[i] = before - step;
                double behind = scalar(model, Memory.array(values, x.shape()));
                values[i] = before;
                errors.add(Math.abs((ahead - behind) / (2 * step) - gradient[i]));
            }
            errors.sort(null);
            assertTrue(errors.get(errors.size() * 9 / 10) < 1e-2, () -> "errors " + errors);
        }
    }

    private static double scalar(Model model, INDArray x) {
        double sum = 0;
        for (Output output : model.forward(x, RowDraws.none())) {
            sum += output.logits()[1] + output.score();
        }
        return sum;
    }

    @Test
    void inputsThatAreViewsOrInAnotherOrderGiveTheSame() {
        CompiledNetwork network = TestData.network(RandomNetworks.draw(9), 9, 4);
        long[] s = network.inputShape();
        INDArray x = TestData.uniform(9, 3, s);
        try (Model model = Models.model(DefendedModel.of(network))) {
            float[] expected = gradient(model, x, RowDraws.none());
            assertArrayEquals(expected, gradient(model, x.dup('f'), RowDraws.none()));
            INDArray turned = x.permute(0, 3, 1, 2).dup('c').permute(0, 2, 3, 1);
            assertArrayEquals(expected, gradient(model, turned, RowDraws.none()));
        }
    }

    @Test
    void notANumberIsAnErrorThoughReluAndSignWouldHideIt() {
        CompiledNetwork network = TestData.network(RandomNetworks.draw(9), 9, 4);
        INDArray x = TestData.uniform(9, 3, network.inputShape());
        try (Model model = Models.model(DefendedModel.of(network))) {
            assertThrows(
                    NonFiniteException.class,
                    () -> model.gradient(x, RowDraws.none(), (i, output, into) -> into.logits()[0] = Float.NaN));
            INDArray bad = x.dup();
            bad.putScalar(3, Float.NaN);
            assertThrows(NonFiniteException.class, () -> model.forward(bad, RowDraws.none()));
            bad.putScalar(3, Float.POSITIVE_INFINITY);
            assertThrows(NonFiniteException.class, () -> model.forward(bad, RowDraws.none()));
            // And the next batch is computed as if nothing had been.
            assertNotEquals(0, model.forward(x, RowDraws.none()).size());
        }
    }

    @Test
    void aLayerThatOverflowsIsNamed() {
        Blueprint blueprint = RandomNetworks.draw(9);
        float[] values = new ParameterLayout(blueprint).draw(Seed.of(1));
        Arrays.fill(values, 3e38f);
        CompiledNetwork network = CompiledNetwork.of("huge", blueprint, values, 4);
        INDArray x = TestData.uniform(9, 3, network.inputShape());
        try (Model model = Models.model(DefendedModel.of(network))) {
            String message = assertThrows(NonFiniteException.class, () -> model.forward(x, RowDraws.none()))
                    .getMessage();
            assertTrue(message.contains("layer ") && message.contains("huge"), message);
        }
        values[0] = Float.NaN;
        assertThrows(NonFiniteException.class, () -> CompiledNetwork.of("nan", blueprint, values, 4));
    }

    @Test
    void aWrongShapeIsRefused() {
        CompiledNetwork network = TestData.network(RandomNetworks.draw(9), 9, 4);
        try (Model model = Models.model(DefendedModel.of(network))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> model.forward(TestData.uniform(1, 2, 3, 3, 3), RowDraws.none()));
            Stage again = new Noise(1);
            assertThrows(IllegalArgumentException.class, () -> Models.model(DefendedModel.of(again, again, network)));
        }
    }

    @Test
    void gradientsMakeNoArrays() {
        CompiledNetwork network = TestData.network(RandomNetworks.draw(6), 6, 8);
        INDArray x = TestData.uniform(6, 20, network.inputShape());
        try (Model model = Models.model(DefendedModel.of(network))) {
            gradient(model, x, RowDraws.none());
            // Every array and view that ND4J makes takes the next number.
            long before = Nd4j.getDeallocatorService().nextValue();
            for (int i = 0; i < 3000; i++) {
                model.gradient(x, RowDraws.none(), (k, output, into) -> into.logits()[0] = 1f);
            }
            assertEquals(before + 1, Nd4j.getDeallocatorService().nextValue());
        }
    }
}
