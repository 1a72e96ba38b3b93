package io.gauntlet.api;

/** Thrown inside a plug-in whose work was cancelled, timed out or ran out of budget; let it pass. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the reason, in one sentence. */
    public StoppedException(String reason) {
        super(reason);
    }
}
