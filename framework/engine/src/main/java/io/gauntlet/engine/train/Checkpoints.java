package io.gauntlet.engine.train;

import java.time.Duration;
import java.util.Optional;

/** Keeps what trainings wrote down on their way, so that they can go on in another process. One for each training. */
public interface Checkpoints {
    /** Keeps nothing. */
    Checkpoints NONE = new Checkpoints() {
        @Override
        public Optional<byte[]> read(String key) {
            return Optional.empty();
        }

        @Override
        public void write(String key, byte[] file) {}

        @Override
        public Duration interval() {
            return Duration.ofDays(365);
        }
    };

    /** What was last written under a key. */
    Optional<byte[]> read(String key);

    /**
     * Replaces what is kept under a key, as a whole or not at all. Called by the training's thread, which waits.
     *
     * @param key {@code fit-} and the number of the fit within the training, from 0
     */
    void write(String key, byte[] file);

    /** How much time at least lies between two checkpoints of an unfinished fit. */
    Duration interval();
}
