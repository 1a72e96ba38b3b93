package io.gauntlet.api.data;

import org.jspecify.annotations.Nullable;

/** The files of a data set cannot be had; the message says what to do. */
public final class DataUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With everything the user can do about it. */
    public DataUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
