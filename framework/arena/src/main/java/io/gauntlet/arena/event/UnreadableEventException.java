package io.gauntlet.arena.event;

import org.jspecify.annotations.Nullable;

/** A stored event cannot be understood; the message says why. */
public final class UnreadableEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With one sentence for the user. */
    public UnreadableEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
