package io.gauntlet.runtime;

import org.jspecify.annotations.Nullable;

/** This process can do no more; the message says what to do. Nothing that was recorded is lost. */
public final class GauntletFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With one sentence for the user. */
    public GauntletFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
