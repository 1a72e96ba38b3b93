package io.gauntlet.store;

/**
 * The job that a commit finishes.
 *
 * @param reason why it failed; may be empty when it succeeded
 */
public record FinishedJob(long id, long fence, boolean succeeded, String reason) {
    public FinishedJob {
        if (!succeeded) {
            Checks.text("reason of a failed job", reason);
        }
    }
}
