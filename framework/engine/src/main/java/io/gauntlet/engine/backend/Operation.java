package io.gauntlet.engine.backend;

/** An operation on fixed arrays, built once and executed many times. One thread at a time. */
@FunctionalInterface
public interface Operation {
    /** Executes it. */
    void run();
}
