package io.gauntlet.engine.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Progress;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.data.Splits;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.Feedback;
import io.gauntlet.api.defense.Objective;
import io.gauntlet.api.defense.Shard;
import io.gauntlet.api.defense.TrainingCurve;
import io.gauntlet.api.defense.TrainingHooks;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Architecture;
import io.gauntlet.api.model.Network;
import io.gauntlet.engine.TestData;
import io.gauntlet.engine.architecture.Architectures;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.network.CompiledNetwork;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a training minimises, and what it tells and lends to hooks. */
class ObjectiveTest {
    private static final Splits DATA = TestData.squares(200, 4);
    private static final Architecture PLAIN = Architectures.stock().get("small-cnn");

    /** Half the squared distance between the answers at two inputs, and the cross-entropy at the second. */
    private static final Objective PAIRS = new Objective() {
        @Override
        public int inputs() {
            return 2;
        }

        @Override
        public double apply(float[][] logits, float[] target, int label, float[][] gradient) {
            double loss = Objective.CROSS_ENTROPY.apply(
                    new float[][] {logits[1]}, target, label, new float[][] {gradient[1]});
            for (int c = 0; c < target.length; c++) {
                float difference = logits[0][c] - logits[1][c];
                loss += 0.5 * difference * difference;
                gradient[0][c] += difference;
                gradient[1][c] -= difference;
            }
            return loss;
        }
    };

    /** Darkens the second input of each sample, by a draw. */
    private static final Augmentation DARKER = shard -> {
        INDArray second = shard.images(1);
        float[] values = Memory.values(second);
        int length = values.length / shard.size();
        for (int i = 0; i < values.length; i++) {
            values[i] *= shard.draws(i / length, "shade").uniform();
        }
        Memory.write(values, 0, second, 0, values.length);
    };

    private static final TrainingHooks ON_PAIRS = TrainingHooks.of(DARKER).minimising(PAIRS);

    private record Fit(TrainingCurve curve, float[] before, float[] after) {}

    private static Fit fit(Architecture architecture, TrainingOptions options, TrainingHooks hooks) {
        return fit(architecture, options, hooks, null);
    }

    private static Fit fit(
            Architecture architecture, TrainingOptions options, TrainingHooks hooks, float @Nullable [] start) {
        try (ShardPool pool = new ShardPool(2)) {
            EngineTraining training = training(architecture, pool);
            try (CompiledNetwork network = (CompiledNetwork) training.create(Seed.of(1))) {
                if (start != null) {
                    network.parameters().write(start);
                }
                float[] before = network.parameters().values();
                TrainingCurve curve = training.fit(network, options, hooks);
                return new Fit(curve, before, network.parameters().values());
            }
        }
    }

    private static EngineTraining training(Architecture architecture, ShardPool pool) {
        return new EngineTraining(architecture, DATA, Seed.of(3), Optional.empty(), Progress.silent(), pool);
    }

    @Test
    void theStepOverTwoInputsIsTheGradientOfTheObjective() {
        double rate = 0.01;
        double share = 0.02;
        Fit step = fit(PLAIN, TrainingOptions.sgd(1, 200, rate).withMomentum(0), ON_PAIRS);
        double square = 0;
        float[] little = step.before().clone();
        for (int i = 0; i < little.length; i++) {
            double gradient = (step.before()[i] - step.after()[i]) / rate;
            square += gradient * gradient;
            little[i] += (float) (share * (step.after()[i] - step.before()[i]));
        }
        TrainingOptions still = TrainingOptions.sgd(1, 200, 1e-12).withMomentum(0);
        double moved = fit(PLAIN, still, ON_PAIRS, little).curve().loss().get(0);
        double expected = share * rate * square;
        assertEquals(expected, step.curve().loss().get(0) - moved, 0.05 * expected);
    }

    @Test
    void twoEqualInputsAreLikeOne() {
        Objective twice = new Objective() {
            @Override
            public int inputs() {
                return 2;
            }

            @Override
            public double apply(float[][] logits, float[] target, int label, float[][] gradient) {
                double loss = 0;
                for (int k = 0; k < 2; k++) {
                    loss += 0.5
                            * Objective.CROSS_ENTROPY.apply(
                                    new float[][] {logits[k]}, target, label, new float[][] {gradient[k]});
                    for (int c = 0; c < target.length; c++) {
                        gradient[k][c] *= 0.5f;
                    }
                }
                return loss;
            }
        };
        Architecture normalised = new NormalisedArchitecture(0.9);
        TrainingOptions options = TrainingOptions.sgd(1, 50, 0.05);
        Fit two = fit(normalised, options, TrainingHooks.NONE.minimising(twice));
        Fit one = fit(normalised, options, TrainingHooks.NONE);
        assertEquals(one.curve().loss().get(0), two.curve().loss().get(0), 1e-5);
        assertArrayEquals(one.after(), two.after(), 1e-4f);
    }

    @Test
    void feedbackIsTheGradientThatAnAttackerWouldSee() {
        class Follower implements Augmentation, Feedback {
            private final ConcurrentLinkedQueue<Double> differences = new ConcurrentLinkedQueue<>();
            private final ConcurrentHashMap<Integer, Long> numbers = new ConcurrentHashMap<>();

            @Override
            public void apply(Shard shard) {
                numbers.merge(shard.number(), 1L, Long::sum);
            }

            @Override
            public void learned(Shard shard, INDArray gradient) {
                float[] told = Memory.values(gradient);
                float[] asked = Memory.values(shard.gradient(shard.images(), Losses.crossEntropy()));
                double worst = 0;
                double scale = 0;
                for (int i = 0; i < told.length; i++) {
                    worst = Math.max(worst, Math.abs(40.0 * told[i] - asked[i]));
                    scale = Math.max(scale, Math.abs(asked[i]));
                }
                differences.add(told.length == asked.length && scale > 0 ? worst / scale : 1);
            }
        }
        Follower follower = new Follower();
        Fit with = fit(PLAIN, TrainingOptions.sgd(2, 40, 0.05), TrainingHooks.of(follower));
        assertEquals(2 * 5 * EngineTraining.SHARDS, follower.differences.size());
        follower.differences.forEach(difference -> assertEquals(0, difference, 1e-4));
        assertEquals(Map.of(0, 10L, 1, 10L), follower.numbers);
        assertArrayEquals(
                fit(PLAIN, TrainingOptions.sgd(2, 40, 0.05), TrainingHooks.NONE).after(), with.after());
    }

    @Test
    void replaysMakeSeveralUpdatesOnEachMinibatch() {
        List<String> seen = new ArrayList<>();
        Augmentation record = shard -> {
            if (shard.number() == 0) {
                synchronized (seen) {
                    seen.add(
                            shard.update() + " of " + shard.updates() + Arrays.hashCode(Memory.values(shard.images())));
                }
            }
        };
        Fit replayed = fit(PLAIN, TrainingOptions.sgd(2, 80, 0.02).withReplays(3), TrainingHooks.of(record));
        assertEquals(2 * 3 * 3, seen.size());
        for (int i = 0; i < seen.size(); i++) {
            assertTrue(seen.get(i).startsWith(i + " of 18"), seen.get(i));
            boolean same = i % 3 != 0 && samples(seen.get(i)).equals(samples(seen.get(i - 1)));
            assertEquals(i % 3 != 0, same);
        }
        assertEquals(2, replayed.curve().loss().size());
        // A mean over all that was learned from, so that it does not depend on how often.
        assertTrue(replayed.curve().loss().get(0) < 1.6, () -> replayed.curve().toString());
        assertTrue(
                replayed.curve().accuracy().get(1) <= 1, () -> replayed.curve().toString());
    }

    private static String samples(String seen) {
        return seen.substring(seen.indexOf(" of 18"));
    }

    @Test
    void otherNetworksOfTheTrainingAnswerToo() {
        try (ShardPool pool = new ShardPool(2)) {
            EngineTraining training = training(PLAIN, pool);
            try (Network teacher = training.create(Seed.of(4));
                    Network student = training.create(Seed.of(5))) {
                training.fit(teacher, TrainingOptions.adam(6, 40, 0.003), Augmentation.NONE);
                double right = training.evaluate(teacher, DATA.train());
                ConcurrentLinkedQueue<Integer> agreeing = new ConcurrentLinkedQueue<>();
                training.fit(student, TrainingOptions.sgd(1, 40, 0.01), shard -> {
                    var outputs = shard.model(teacher).forward(shard.images(), RowDraws.none());
                    for (int i = 0; i < shard.size(); i++) {
                        float[] logits = outputs.get(i).logits();
                        agreeing.add(Assessment.largest(logits, 0, logits.length) == shard.labels()[i] ? 1 : 0);
                    }
                });
                assertEquals(200, agreeing.size());
                assertEquals(
                        right,
                        agreeing.stream().mapToInt(Integer::intValue).average().orElseThrow(),
                        1e-9);
            }
        }
    }

    @Test
    void whatAnObjectiveCannotBeAskedForIsRefusedWithASentence() {
        Objective none = new Objective() {
            @Override
            public int inputs() {
                return 0;
            }

            @Override
            public double apply(float[][] logits, float[] target, int label, float[][] gradient) {
                return 0;
            }
        };
        TrainingOptions options = TrainingOptions.sgd(1, 40, 0.01);
        assertThrows(IllegalArgumentException.class, () -> fit(PLAIN, options, TrainingHooks.NONE.minimising(none)));
        assertThrows(
                IllegalArgumentException.class,
                () -> fit(
                        PLAIN,
                        options,
                        TrainingHooks.of(shard -> shard.images(1).addi(1))));
    }
}
