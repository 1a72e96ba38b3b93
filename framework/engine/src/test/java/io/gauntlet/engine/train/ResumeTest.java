package io.gauntlet.engine.train;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.StoppedException;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.data.Splits;
import io.gauntlet.api.defense.AfterEpoch;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.Checkpointed;
import io.gauntlet.api.defense.Shard;
import io.gauntlet.api.defense.TrainingCurve;
import io.gauntlet.api.defense.TrainingHooks;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.defense.TrainingOptions.Optimizer;
import io.gauntlet.api.defense.TrainingOptions.Schedule;
import io.gauntlet.api.model.Network;
import io.gauntlet.engine.TestData;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.network.CompiledNetwork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** An interrupted training ends as if it never was. */
class ResumeTest {
    private static final Splits DATA = TestData.squares(130, 9);
    private static final int UPDATES = 4 * 4;

    private static Result straight =
            new Result("", new TrainingCurve(List.of(), List.of()), new TrainingCurve(List.of(), List.of()), 0);

    /** Checkpoints in memory, after each update. */
    private static final class Kept implements Checkpoints {
        private final Map<String, byte[]> files = new HashMap<>();
        private Duration interval = Duration.ZERO;

        @Override
        public Optional<byte[]> read(String key) {
            return Optional.ofNullable(files.get(key));
        }

        @Override
        public void write(String key, byte[] file) {
            files.put(key, file);
        }

        @Override
        public Duration interval() {
            return interval;
        }
    }

    /** Adversarial examples, and a memory of how many shards there were: both must survive. */
    private static final class Remembering implements Augmentation, Checkpointed {
        private final AtomicInteger shards = new AtomicInteger();

        @Override
        public void apply(Shard shard) {
            float[] steps = Memory.values(shard.gradient(shard.images(), Losses.crossEntropy()));
            float[] values = Memory.values(shard.images());
            // All shards of an update see the same number.
            float size = 0.01f * (1 + shards.getAndIncrement() / EngineTraining.SHARDS % 3);
            for (int i = 0; i < values.length; i++) {
                values[i] += size * Math.signum(steps[i]);
            }
            Memory.write(values, 0, shard.images(), 0, values.length);
        }

        @Override
        public Map<String, float[]> state() {
            return Map.of("shards", new float[] {shards.get()});
        }

        @Override
        public void restore(Map<String, float[]> state) {
            shards.set((int) state.get("shards")[0]);
        }
    }

    private record Result(String weights, TrainingCurve first, TrainingCurve second, int hookCalls) {}

    private static String sha256(Network network) throws Exception {
        float[] values = ((CompiledNetwork) network).parameters().values();
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
        bytes.asFloatBuffer().put(values);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    }

    /** A teacher and a student that learns more from another fit; stopped after some reports of progress. */
    private static Result train(Checkpoints checkpoints, Optimizer optimizer, int stopAfter) throws Exception {
        AtomicInteger reports = new AtomicInteger();
        Progress progress = (done, message) -> {
            if (reports.incrementAndGet() == stopAfter) {
                throw new StoppedException("Killed.");
            }
        };
        AtomicInteger calls = new AtomicInteger();
        try (ShardPool pool = new ShardPool(2)) {
            EngineTraining training = new EngineTraining(
                    new NormalisedArchitecture(0.9), DATA, Seed.of(3), Optional.empty(), progress, pool, checkpoints);
            TrainingOptions options = TrainingOptions.adam(4, 37, 0.01)
                    .withOptimizer(optimizer)
                    .withMomentum(0.9)
                    .withWeightDecay(1e-3)
                    .withSchedule(Schedule.COSINE)
                    .withWarmUp(0.2);
            AfterEpoch best = AfterEpoch.keepingBest(2);
            Remembering augmentation = new Remembering();
            try (Network teacher = training.create(Seed.of(1));
                    Network student = training.create(Seed.of(2))) {
                TrainingCurve first = training.fit(
                        teacher,
                        options,
                        TrainingHooks.of(augmentation)
                                .afterUpdate((update, layers) -> {
                                    calls.incrementAndGet();
                                    layers.get(0).values()[0] *= 0.5f;
                                })
                                .afterEpoch(best));
                TrainingCurve second = training.fit(student, options.withWarmUp(0), augmentation);
                return new Result(sha256(teacher) + sha256(student), first, second, calls.get());
            }
        }
    }

    @BeforeAll
    static void trainWithoutInterruption() throws Exception {
        straight = train(Checkpoints.NONE, Optimizer.ADAM, -1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 11, 16, 17, 25})
    void theSameBitsWhereverItWasInterrupted(int stopAfter) throws Exception {
        Kept kept = new Kept();
        assertThrows(StoppedException.class, () -> train(kept, Optimizer.ADAM, stopAfter));
        Result resumed = train(kept, Optimizer.ADAM, -1);
        assertEquals(straight.weights(), resumed.weights());
        assertEquals(straight.first(), resumed.first());
        assertEquals(straight.second(), resumed.second());
        // What was done is not done again: the update during which it was stopped had no checkpoint yet.
        int firstFit = straight.hookCalls();
        int done = Math.min(firstFit, stopAfter - 1);
        assertEquals(firstFit - done, resumed.hookCalls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SGD", "NESTEROV", "ADAMW"})
    void withEachUpdateRuleAndSeveralInterruptions(Optimizer optimizer) throws Exception {
        Result whole = train(Checkpoints.NONE, optimizer, -1);
        Kept kept = new Kept();
        for (int stop : List.of(5, 4, 7)) {
            assertThrows(StoppedException.class, () -> train(kept, optimizer, stop));
        }
        assertEquals(whole.weights(), train(kept, optimizer, -1).weights());
    }

    @Test
    void finishedFitsAreSkipped() throws Exception {
        Kept kept = new Kept();
        assertEquals(straight.weights(), train(kept, Optimizer.ADAM, -1).weights());
        assertEquals(UPDATES, straight.hookCalls());
        Result again = train(kept, Optimizer.ADAM, -1);
        assertEquals(straight.weights(), again.weights());
        assertEquals(straight.first(), again.first());
        assertEquals(0, again.hookCalls());
    }

    @Test
    void notMoreOftenThanTheInterval() throws Exception {
        Kept kept = new Kept();
        kept.interval = Duration.ofDays(1);
        assertThrows(StoppedException.class, () -> train(kept, Optimizer.ADAM, 12));
        assertTrue(kept.files.isEmpty());
        train(kept, Optimizer.ADAM, -1);
        assertEquals(2, kept.files.size());
    }

    @Test
    void whatBelongsToAnotherTrainingOrIsDamagedIsNotUsed() throws Exception {
        Kept kept = new Kept();
        assertThrows(StoppedException.class, () -> train(kept, Optimizer.SGD, 9));
        assertEquals(straight.weights(), train(kept, Optimizer.ADAM, -1).weights());
        kept.files.replaceAll((key, file) -> {
            byte[] changed = file.clone();
            changed[changed.length / 2] ^= 1;
            return changed;
        });
        assertEquals(straight.weights(), train(kept, Optimizer.ADAM, -1).weights());
        kept.files.replaceAll((key, file) -> new byte[] {1, 2, 3});
        Result afresh = train(kept, Optimizer.ADAM, -1);
        assertEquals(straight.weights(), afresh.weights());
        assertEquals(UPDATES, afresh.hookCalls());
        assertNotEquals(straight.weights(), train(kept, Optimizer.SGD, -1).weights());
    }
}
