package io.gauntlet.engine.backend;

/** The backend cannot be what was asked for. The message is one sentence that says what to do. */
public final class BackendRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a sentence for a person. */
    public BackendRefusedException(String message) {
        super(message);
    }
}
