package io.gauntlet.store;

/**
 * A job to queue.
 *
 * @param kind what must be done, e.g. {@code match}; workers claim by kind
 * @param key unique name, e.g. {@code <tournament>/match/<id>}; a job whose key is known already is not added again,
 *     whatever became of it
 * @param priority higher first; equal priorities in the order they were added
 * @param payload JSON text for the worker
 * @param maxAttempts at least 1; after that many attempts that failed or whose worker died the job is failed
 */
public record NewJob(String kind, String key, int priority, String payload, int maxAttempts) {
    public NewJob {
        Checks.text("job kind", kind);
        Checks.text("job key", key);
        Checks.text("job payload", payload);
        Checks.atLeast("limit of attempts", maxAttempts, 1);
    }
}
