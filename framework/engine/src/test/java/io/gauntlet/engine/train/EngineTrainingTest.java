package io.gauntlet.engine.train;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.StoppedException;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.data.Splits;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.TrainingCurve;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.defense.TrainingOptions.Optimizer;
import io.gauntlet.api.defense.TrainingOptions.Schedule;
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

class EngineTrainingTest {
    private static final Splits DATA = TestData.squares(330, 9);

    /** Adds the sign of the loss gradient and a draw: everything that a defense may use. */
    private static final Augmentation SIGNED = shard -> {
        INDArray gradient = shard.gradient(shard.images(), Losses.crossEntropy());
        float[] steps = Memory.values(gradient);
        float[] values = Memory.values(shard.images());
        int length = values.length / shard.size();
        for (int i = 0; i < values.length; i++) {
            values[i] += 0.02f * Math.signum(steps[i]);
        }
        for (int n = 0; n < shard.size(); n++) {
            values[n * length] += 0.1f * shard.draws(n, "test").uniform();
        }
        Memory.write(values, 0, shard.images(), 0, values.length);
    };

    private static EngineTraining training(Progress progress, ShardPool pool) {
        return new EngineTraining(
                Architectures.stock().get("small-cnn"), DATA, Seed.of(3), Optional.empty(), progress, pool);
    }

    private static float[] fit(int threads, TrainingOptions options) {
        try (ShardPool pool = new ShardPool(threads)) {
            EngineTraining training = training(Progress.silent(), pool);
            Network network = training.create(Seed.of(1));
            training.fit(network, options, SIGNED);
            return ((CompiledNetwork) network).parameters().values();
        }
    }

    @ParameterizedTest
    @EnumSource(Optimizer.class)
    void theSameBitsWhateverTheNumberOfThreads(Optimizer optimizer) {
        TrainingOptions options = new TrainingOptions(2, 50, optimizer, 0.01, Schedule.CYCLIC, 0.9, 1e-4);
        float[] one = fit(1, options);
        assertArrayEquals(one, fit(3, options));
        assertFalse(
                Arrays.equals(one, fit(1, new TrainingOptions(2, 50, optimizer, 0.01, Schedule.COSINE, 0.9, 1e-4))));
    }

    @ParameterizedTest
    @EnumSource(Optimizer.class)
    void learns(Optimizer optimizer) {
        try (ShardPool pool = new ShardPool(2)) {
            EngineTraining training = training(Progress.silent(), pool);
            Network network = training.create(Seed.of(1));
            double rate = optimizer == Optimizer.ADAM ? 3e-3 : 0.05;
            TrainingCurve curve = training.fit(
                    network, new TrainingOptions(12, 33, optimizer, rate, Schedule.COSINE, 0.9, 0), Augmentation.NONE);
            assertEquals(12, curve.loss().size());
            assertTrue(curve.accuracy().get(11) > 0.9, () -> "accuracy " + curve.accuracy());
            assertTrue(curve.loss().get(11) < 0.5 * curve.loss().get(0), () -> "loss " + curve.loss());
        }
    }

    @Test
    void oneStepOfGradientDescentIsTheDefinition() {
        TrainingOptions options = new TrainingOptions(1, 330, Optimizer.SGD, 0.1, Schedule.CONSTANT, 0, 0.01);
        try (ShardPool pool = new ShardPool(2)) {
            EngineTraining training = training(Progress.silent(), pool);
            CompiledNetwork network = (CompiledNetwork) training.create(Seed.of(1));
            float[] before = network.parameters().values();
            double[] loss = new double[3];
            TrainingCurve curve = training.fit(network, options, Augmentation.NONE);
            loss[0] = curve.loss().get(0);
            float[] after = network.parameters().values();
            // Along the step the loss falls by rate * |gradient|^2, found here from a hundredth of it.
            double square = 0;
            float[] little = before.clone();
            for (int i = 0; i < before.length; i++) {
                double gradient = (before[i] - after[i]) / 0.1;
                square += gradient * (gradient - decay(network, i) * before[i]);
                little[i] = before[i] + 0.01f * (after[i] - before[i]);
            }
            network.parameters().write(little);
            loss[1] = training.fit(
                            network,
                            new TrainingOptions(1, 330, Optimizer.SGD, 1e-12, Schedule.CONSTANT, 0, 0),
                            Augmentation.NONE)
                    .loss()
                    .get(0);
            assertEquals(0.001 * square, loss[0] - loss[1], 0.05 * 0.001 * square);
        }
    }

    private static double decay(CompiledNetwork network, int parameter) {
        return network.parameters().layout().slots().stream()
                .filter(slot -> parameter >= slot.offset() && parameter < slot.offset() + slot.length())
                .mapToDouble(slot -> slot.role() == io.gauntlet.engine.layout.Role.BIAS ? 0 : 0.01)
                .sum();
    }

    @Test
    void shardsTellWhatTheyAreAndRepeatTheirDraws() {
        try (ShardPool pool = new ShardPool(1)) {
            EngineTraining training = training(Progress.silent(), pool);
            Network network = training.create(Seed.of(1));
            AtomicInteger samples = new AtomicInteger();
            training.fit(network, new TrainingOptions(2, 100, Optimizer.SGD, 0.01, Schedule.CONSTANT, 0, 0), shard -> {
                samples.addAndGet(shard.size());
                assertEquals(8, shard.updates());
                assertEquals(shard.epoch(), shard.update() / 4);
                assertEquals(shard.size(), shard.images().size(0));
                assertEquals(shard.size(), shard.targets().size(0));
                assertEquals(1f, shard.targets().getFloat(0, shard.labels()[0]));
                float first = shard.draws(0, "a").uniform();
                assertEquals(first, shard.draws(0, "a").uniform());
                assertTrue(first != shard.draws(0, "b").uniform());
                assertTrue(first != shard.draws(1, "a").uniform());
            });
            assertEquals(660, samples.get());
        }
    }

    @Test
    void aDivergingTrainingIsAnError() {
        try (ShardPool pool = new ShardPool(2)) {
            EngineTraining training = training(Progress.silent(), pool);
            Network network = training.create(Seed.of(1));
            TrainingOptions options = new TrainingOptions(5, 33, Optimizer.SGD, 1e20, Schedule.CONSTANT, 0, 0);
            NonFiniteException diverged =
                    assertThrows(NonFiniteException.class, () -> training.fit(network, options, Augmentation.NONE));
            String message = String.valueOf(diverged.getMessage());
            assertTrue(
                    message.matches("It diverged in update [0-9]+ \\(epoch 1\\): The .* NaN or infinite at .*"),
                    message);
        }
    }

    @Test
    void stopsWhenProgressSaysSo() {
        AtomicInteger reports = new AtomicInteger();
        try (ShardPool pool = new ShardPool(2)) {
            EngineTraining training = training(
                    (done, message) -> {
                        if (reports.incrementAndGet() == 3) {
                            throw new StoppedException("Cancelled.");
                        }
                    },
                    pool);
            Network network = training.create(Seed.of(1));
            TrainingOptions options = new TrainingOptions(5, 33, Optimizer.SGD, 0.01, Schedule.CONSTANT, 0, 0);
            assertThrows(StoppedException.class, () -> training.fit(network, options, Augmentation.NONE));
            assertEquals(3, reports.get());
        }
    }

    @Test
    void aFailingAugmentationFailsTheTraining() {
        try (ShardPool pool = new ShardPool(2)) {
            EngineTraining training = training(Progress.silent(), pool);
            Network network = training.create(Seed.of(1));
            TrainingOptions options = new TrainingOptions(5, 33, Optimizer.SGD, 0.01, Schedule.CONSTANT, 0, 0);
            assertThrows(
                    ArithmeticException.class,
                    () -> training.fit(network, options, shard -> {
                        throw new ArithmeticException("planted");
                    }));
        }
    }

    @Test
    void aDefenseMayNotUseTheTestSplit() {
        try (ShardPool pool = new ShardPool(1)) {
            Splits splits = training(Progress.silent(), pool).splits();
            assertEquals(330, splits.train().size());
            assertThrows(IllegalStateException.class, splits::test);
            assertThrows(IllegalStateException.class, splits::attacker);
        }
    }
}
