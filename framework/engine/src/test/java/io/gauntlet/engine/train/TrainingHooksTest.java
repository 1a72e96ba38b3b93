package io.gauntlet.engine.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Splits;
import io.gauntlet.api.defense.AfterEpoch;
import io.gauntlet.api.defense.AfterUpdate;
import io.gauntlet.api.defense.LayerWeights;
import io.gauntlet.api.defense.TrainingCurve;
import io.gauntlet.api.defense.TrainingHooks;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Architecture;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.NonFiniteException;
import io.gauntlet.engine.TestData;
import io.gauntlet.engine.architecture.Architectures;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.network.CompiledNetwork;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TrainingHooksTest {
    private static final Splits DATA = TestData.squares(330, 9);
    private static final TrainingOptions OPTIONS = TrainingOptions.sgd(6, 33, 0.02);

    private static final class Run implements AutoCloseable {
        private final ShardPool pool = new ShardPool(2);
        private final List<String> messages = new ArrayList<>();
        private final EngineTraining training;
        private final CompiledNetwork network;
        private final TrainingCurve curve;

        Run(Architecture architecture, TrainingOptions options, TrainingHooks hooks) {
            Progress progress = (done, message) -> messages.add(message);
            training = new EngineTraining(architecture, DATA, Seed.of(3), Optional.empty(), progress, pool);
            network = (CompiledNetwork) training.create(Seed.of(1));
            curve = training.fit(network, options, hooks);
        }

        @Override
        public void close() {
            network.close();
            pool.close();
        }
    }

    private static Run run(String architecture, TrainingHooks hooks) {
        return new Run(Architectures.stock().get(architecture), OPTIONS, hooks);
    }

    /** Rows of weights per output, orthonormal as far as one step gets: Cisse et al. 2017, equation 8. */
    private static final class Retraction implements AfterUpdate {
        @Override
        public void apply(long update, List<LayerWeights> layers) {
            for (LayerWeights layer : layers) {
                int outputs = (int) layer.shape()[layer.shape().length - 1];
                INDArray all = Memory.array(layer.values(), layer.values().length / outputs, outputs);
                INDArray w = all.rows() >= outputs ? all : all.transpose().dup('c');
                INDArray next = w.mul(1.5).sub(w.mmul(w.transpose().mmul(w)).mul(0.5));
                INDArray back = all.rows() >= outputs ? next : next.transpose();
                System.arraycopy(Memory.values(back.dup('c')), 0, layer.values(), 0, layer.values().length);
            }
        }
    }

    @Test
    void aRetractionKeepsWeightsOrthonormal() {
        AfterUpdate retraction = new Retraction();
        // He's weights are too far from orthonormal for the step to converge; the first update halves them.
        TrainingHooks hooks = TrainingHooks.NONE.afterUpdate((update, layers) -> {
            if (update == 0) {
                layers.forEach(TrainingHooksTest::shrink);
            }
            for (int i = 0; i < (update == 0 ? 30 : 1); i++) {
                retraction.apply(update, layers);
            }
        });
        try (Run run = run("small-cnn", hooks)) {
            List<double[]> found = singularValues(run.network);
            assertEquals(4, found.size());
            for (double[] values : found) {
                for (double value : values) {
                    assertEquals(1, value, 0.1, () -> Arrays.toString(values));
                }
            }
            assertTrue(run.curve.loss().get(5) < run.curve.loss().get(0), "it does not learn");
        }
        try (Run run = run("small-cnn", TrainingHooks.NONE)) {
            assertTrue(
                    singularValues(run.network).stream()
                            .flatMapToDouble(Arrays::stream)
                            .anyMatch(value -> Math.abs(value - 1) > 0.2),
                    "without a hook they are as good");
        }
    }

    private static void shrink(LayerWeights layer) {
        float[] values = layer.values();
        double square = 0;
        for (float value : values) {
            square += value * value;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= (float) Math.sqrt(square);
        }
    }

    private static List<double[]> singularValues(CompiledNetwork network) {
        List<double[]> all = new ArrayList<>();
        float[] parameters = network.parameters().values();
        network.parameters().layout().slots().stream()
                .filter(slot -> slot.role() == io.gauntlet.engine.layout.Role.WEIGHTS)
                .forEach(slot -> {
                    int outputs = (int) slot.shape()[slot.shape().length - 1];
                    int from = (int) slot.offset();
                    float[] values = Arrays.copyOfRange(parameters, from, from + (int) slot.length());
                    INDArray w = Memory.array(values, values.length / outputs, outputs);
                    INDArray square = w.rows() >= outputs ? w.transpose().mmul(w) : w.mmul(w.transpose());
                    INDArray eigenvalues = Eigen.symmetricGeneralizedEigenvalues(square.dup('f'));
                    all.add(Arrays.stream(eigenvalues.toDoubleVector())
                            .map(value -> Math.sqrt(Math.max(0, value)))
                            .toArray());
                });
        return all;
    }

    @Test
    void hooksSeeNamesKindsAndShapesAndMayLeaveLayersAlone() {
        List<String> seen = new ArrayList<>();
        TrainingHooks hooks = TrainingHooks.NONE.afterUpdate((update, layers) -> {
            if (update == 0) {
                layers.forEach(layer -> seen.add(layer.kind() + " " + Arrays.toString(layer.shape())));
            }
            LayerWeights last = layers.get(3);
            for (int i = 0; i < last.values().length; i++) {
                last.values()[i] = Math.max(-0.05f, Math.min(0.05f, last.values()[i]));
            }
        });
        try (Run clipped = run("small-cnn", hooks);
                Run free = run("small-cnn", TrainingHooks.NONE)) {
            assertEquals(
                    List.of(
                            "CONVOLUTION [4, 4, 1, 16]",
                            "CONVOLUTION [4, 4, 16, 32]",
                            "DENSE [32, 100]",
                            "DENSE [100, 9]"),
                    seen);
            float[] values = clipped.network.parameters().values();
            io.gauntlet.engine.layout.ParameterLayout layout =
                    clipped.network.parameters().layout();
            io.gauntlet.engine.layout.ParameterLayout.Slot slot =
                    layout.slots().get(layout.slots().size() - 2);
            for (int i = (int) slot.offset(); i < slot.offset() + slot.length(); i++) {
                assertTrue(Math.abs(values[i]) <= 0.05f);
            }
            assertFalse(Arrays.equals(values, free.network.parameters().values()));
        }
        // A hook that asks for nothing changes nothing.
        try (Run idle = run("small-cnn", TrainingHooks.NONE.afterUpdate((update, layers) -> {}));
                Run free = run("small-cnn", TrainingHooks.NONE)) {
            assertArrayEquals(
                    free.network.parameters().values(),
                    idle.network.parameters().values());
        }
    }

    @Test
    void aHookThatLeavesNanIsAnErrorThatNamesTheLayer() {
        TrainingHooks hooks =
                TrainingHooks.NONE.afterUpdate((update, layers) -> layers.get(1).values()[3] = Float.NaN);
        NonFiniteException e = assertThrows(NonFiniteException.class, () -> run("small-cnn", hooks));
        assertTrue(String.valueOf(e.getMessage()).contains("layer1.weights"), e::getMessage);
    }

    @Test
    void eachEpochIsEvaluatedOnTheCalibrationSplit() {
        List<Double> asked = new ArrayList<>();
        TrainingHooks hooks = TrainingHooks.NONE.afterEpoch(epoch -> {
            assertEquals(epoch.epoch() + 1, epoch.curve().calibration().size());
            asked.add(right(epoch.model()));
        });
        try (Run run = new Run(new NormalisedArchitecture(0.5), OPTIONS, hooks)) {
            assertEquals(asked, run.curve.calibration());
            assertEquals(run.curve.calibration().get(5), run.training.evaluate(run.network, DATA.calibration()), 1e-12);
            assertTrue(run.curve.calibration().get(5) > 0.9, () -> run.curve.toString());
            String last = run.messages.get(run.messages.size() - 1);
            assertTrue(last.matches("loss .*, accuracy .* %, calibration .* %, epoch 6 of 6"), last);
            String before = String.format(
                    Locale.ROOT,
                    "calibration %.1f %%",
                    100 * run.curve.calibration().get(4));
            assertTrue(last.contains(before), last);
        }
    }

    private static double right(io.gauntlet.api.model.Model model) {
        int right = 0;
        float[] values = new float[144];
        for (int i = 0; i < DATA.calibration().size(); i++) {
            DATA.calibration().read(i, values, 0);
            try (INDArray x = Memory.array(values, 1, 12, 12, 1)) {
                float[] logits =
                        model.forward(x, io.gauntlet.api.RowDraws.none()).get(0).logits();
                right += Assessment.largest(logits, 0, 9) == DATA.calibration().label(i) ? 1 : 0;
            }
        }
        return (double) right / DATA.calibration().size();
    }

    @Test
    void stopsAndEndsWithTheWeightsThatWereKept() {
        List<float[]> weights = new ArrayList<>();
        TrainingHooks hooks = TrainingHooks.NONE
                .afterUpdate((update, layers) -> {
                    if (update % 10 == 9) {
                        weights.add(layers.get(0).values().clone());
                    }
                })
                .afterEpoch(epoch -> {
                    if (epoch.epoch() == 1) {
                        epoch.keep();
                    }
                    if (epoch.epoch() == 3) {
                        epoch.stop();
                    }
                });
        try (Run run = run("small-cnn", hooks)) {
            assertEquals(4, run.curve.loss().size());
            assertArrayEquals(
                    weights.get(1), Arrays.copyOf(run.network.parameters().values(), weights.get(1).length));
            Network network = run.network;
            assertEquals(run.curve.calibration().get(1), run.training.evaluate(network, DATA.train()), 1e-12);
        }
    }

    @Test
    void patienceEndsATrainingThatGetsNoBetter() {
        // All weights zero: no epoch is better than the first.
        TrainingHooks hooks = TrainingHooks.NONE
                .afterUpdate((update, layers) -> layers.forEach(layer -> Arrays.fill(layer.values(), 0f)))
                .afterEpoch(AfterEpoch.keepingBest(2));
        try (Run run = new Run(Architectures.stock().get("mlp"), OPTIONS.withMomentum(0), hooks)) {
            assertEquals(run.curve.best() + 3, run.curve.loss().size(), () -> run.curve.toString());
        }
    }
}
