package io.gauntlet.store;

/**
 * A job as the queue knows it.
 *
 * @param attempts that failed or whose worker died
 * @param deaths of these, those whose worker died
 * @param worker name of the worker that holds it; empty unless running
 * @param reason why it failed, was retried or cancelled; empty if nothing of that happened
 */
public record Job(
        long id,
        String kind,
        String key,
        JobState state,
        int priority,
        String payload,
        int attempts,
        int deaths,
        int maxAttempts,
        String worker,
        String reason) {}
