package io.gauntlet.runtime.work;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.ByteExamples;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;
import io.gauntlet.api.defense.TrainingHooks;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Network;
import io.gauntlet.engine.architecture.Architectures;
import io.gauntlet.engine.network.CompiledNetwork;
import io.gauntlet.engine.train.Checkpoints;
import io.gauntlet.engine.train.EngineTraining;
import io.gauntlet.engine.train.ShardPool;

/** Two fits of a residual network, the second of which takes a while: also a program, to be killed. */
final class InterruptedTraining {
    /** Of the second fit, which has 24. */
    private static final int LAST_UPDATE = 20;

    private InterruptedTraining() {}

    private record SameSplits(Examples train) implements Splits {
        @Override
        public Examples attacker() {
            return train;
        }

        @Override
        public Examples calibration() {
            return train;
        }

        @Override
        public Examples test() {
            return train;
        }
    }

    /** Trains with a checkpoint after each update, and waits before the end for whoever kills it. */
    public static void main(String[] arguments) throws Exception {
        Checkpoints kept = new CheckpointFolder(Path.of(arguments[0]), "killed", Duration.ZERO);
        AtomicInteger updates = new AtomicInteger();
        weights(new Checkpoints() {
            @Override
            public Optional<byte[]> read(String key) {
                return kept.read(key);
            }

            @Override
            public void write(String key, byte[] file) {
                kept.write(key, file);
                while (key.equals("fit-1") && updates.incrementAndGet() >= LAST_UPDATE) {
                    LockSupport.park();
                }
            }

            @Override
            public Duration interval() {
                return kept.interval();
            }
        });
    }

    /** The SHA-256 of what both fits ended with. */
    static String weights(Checkpoints checkpoints) throws Exception {
        byte[] pixels = new byte[90 * 64];
        byte[] labels = new byte[90];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 31 + i / 64 * 17);
            labels[i / 64] = (byte) (i / 64 % 3);
        }
        Splits data = new SameSplits(ByteExamples.of(pixels, labels, new long[] {8, 8, 1}, 3));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (ShardPool pool = new ShardPool(2)) {
            EngineTraining training = new EngineTraining(
                    Architectures.stock().get("resnet-8"),
                    data,
                    Seed.of(1),
                    Optional.empty(),
                    Progress.silent(),
                    pool,
                    checkpoints);
            for (int fit = 0; fit < 2; fit++) {
                try (Network network = training.create(Seed.of(fit))) {
                    training.fit(network, TrainingOptions.adam(1 + 3 * fit, 16, 0.01), TrainingHooks.NONE);
                    float[] values = ((CompiledNetwork) network).parameters().values();
                    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
                    bytes.asFloatBuffer().put(values);
                    digest.update(bytes.array());
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
