package io.gauntlet.testkit;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.gauntlet.engine.train.Checkpoints;

/** Checkpoints in memory, after each update. */
final class MemoryCheckpoints implements Checkpoints {
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

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
        return Duration.ZERO;
    }
}
