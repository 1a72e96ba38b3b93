package io.gauntlet.engine.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Progress;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.data.Splits;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.TrainingCurve;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.defense.TrainingOptions.Schedule;
import io.gauntlet.api.model.Output;
import io.gauntlet.engine.ReferenceNetwork;
import io.gauntlet.engine.TestData;
import io.gauntlet.engine.architecture.Architectures;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.layout.Role;
import io.gauntlet.engine.network.CompiledNetwork;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Training networks with batch normalisations. */
class NormalisedTrainingTest {
    private static final Splits DATA = TestData.squares(330, 9);

    private static EngineTraining training(ShardPool pool, double decay) {
        return new EngineTraining(
                new NormalisedArchitecture(decay), DATA, Seed.of(3), Optional.empty(), Progress.silent(), pool);
    }

    @Test
    void runningStatisticsAreThoseOfTheMinibatch() {
        try (ShardPool pool = new ShardPool(2)) {
            EngineTraining training = training(pool, 0.75);
            CompiledNetwork network = (CompiledNetwork) training.create(Seed.of(1));
            float[] before = network.parameters().values();
            List<double[]> samples = new ArrayList<>();
            training.fit(network, TrainingOptions.sgd(1, 330, 1e-9), shard -> {
                synchronized (samples) {
                    float[] values = Memory.values(shard.images());
                    for (int n = 0; n < shard.size(); n++) {
                        double[] sample = new double[144];
                        for (int i = 0; i < 144; i++) {
                            sample[i] = values[n * 144 + i];
                        }
                        samples.add(sample);
                    }
                }
            });
            ParameterLayout layout = network.parameters().layout();
            double[] parameters = doubles(before);
            new ReferenceNetwork(network.blueprint()).statistics(samples.toArray(double[][]::new), 0, parameters);
            float[] after = network.parameters().values();
            for (Role role : List.of(Role.MEAN, Role.VARIANCE)) {
                int at = (int) layout.slot(0, role).orElseThrow().offset();
                assertEquals(0.75 * before[at] + 0.25 * parameters[at], after[at], 1e-5, role.toString());
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

    @Test
    void learnsAndEvaluatesWithWhatItLearned() {
        try (ShardPool pool = new ShardPool(2)) {
            EngineTraining training = training(pool, 0.8);
            CompiledNetwork network = (CompiledNetwork) training.create(Seed.of(1));
            TrainingOptions options = TrainingOptions.adam(6, 33, 3e-3).withSchedule(Schedule.CYCLIC);
            TrainingCurve curve = training.fit(network, options, Augmentation.NONE);
            assertTrue(curve.accuracy().get(5) > 0.95, curve::toString);
            assertTrue(curve.calibration().get(5) > 0.95, curve::toString);
        }
    }

    @Test
    void adversarialExamplesAreMadeInEvaluationModeAtThePresentWeights() {
        try (ShardPool pool = new ShardPool(1)) {
            EngineTraining training = training(pool, 0.5);
            CompiledNetwork network = (CompiledNetwork) training.create(Seed.of(1));
            training.fit(network, TrainingOptions.sgd(1, 50, 0.05), shard -> {
                if (shard.update() == 0) {
                    return;
                }
                // A copy has the parameters as they are now, running statistics included.
                try (CompiledNetwork copy = network.copy()) {
                    INDArray images = shard.images();
                    float[] expected = Memory.values(copy.forward(images, RowDraws.none()));
                    List<Output> outputs = shard.model().forward(images, RowDraws.none());
                    for (int n = 0; n < shard.size(); n++) {
                        float[] logits = outputs.get(n).logits();
                        assertArrayEquals(Arrays.copyOfRange(expected, n * 9, n * 9 + 9), logits, 1e-4f);
                    }
                    float[] gradient = Memory.values(shard.gradient(images, Losses.crossEntropy()));
                    assertTrue(norm(gradient) > 0);
                }
            });
        }
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value * value;
        }
        return sum;
    }

    @Test
    void theSameBitsWhateverTheNumberOfThreads() {
        assertArrayEquals(weights(1), weights(3));
    }

    private static float[] weights(int threads) {
        try (ShardPool pool = new ShardPool(threads)) {
            EngineTraining training = new EngineTraining(
                    Architectures.stock().get("resnet-8"), DATA, Seed.of(3), Optional.empty(), Progress.silent(), pool);
            CompiledNetwork network = (CompiledNetwork) training.create(Seed.of(1));
            // The last minibatch has one sample: one shard is empty, the other has a variance of its own.
            training.fit(network, TrainingOptions.sgd(1, 47, 0.05), shard -> {
                float[] steps = Memory.values(shard.gradient(shard.images(), Losses.crossEntropy()));
                float[] values = Memory.values(shard.images());
                for (int i = 0; i < values.length; i++) {
                    values[i] += 0.02f * Math.signum(steps[i]);
                }
                Memory.write(values, 0, shard.images(), 0, values.length);
            });
            return network.parameters().values();
        }
    }
}
