package io.gauntlet.engine.train;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.network.CompiledNetwork;

/** A hash of what a fit starts from and how it learns, by which a checkpoint is known to belong to it. */
final class Fingerprint {
    private static final int CHUNK = 4096;

    private Fingerprint() {}

    static String of(CompiledNetwork network, TrainingOptions options, Examples data, Seed seed, int shards) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
        StringBuilder text = new StringBuilder()
                .append(options)
                .append(seed)
                .append(shards)
                .append(data.size())
                .append(Arrays.toString(data.shape()))
                .append(data.classes());
        for (ParameterLayout.Slot slot : network.parameters().layout().slots()) {
            text.append(slot.name()).append(Arrays.toString(slot.shape()));
        }
        digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
        float[] values = network.parameters().values();
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES);
        for (int from = 0; from < values.length; from += CHUNK) {
            int n = Math.min(CHUNK, values.length - from);
            bytes.clear().asFloatBuffer().put(values, from, n);
            digest.update(bytes.limit(n * Float.BYTES));
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
