package io.gauntlet.store;

import org.jspecify.annotations.Nullable;

/** PostgreSQL cannot be used now; the message says what to do about it. */
public final class StoreUnavailable extends StoreException {
    private final Reason reason;

    StoreUnavailable(Reason reason, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What is wrong, for programs. */
    public enum Reason {
        /** Nobody answers, or the connection was lost. */
        UNREACHABLE,
        /** Wrong user or password, or a missing privilege. */
        REFUSED,
        /** The named database does not exist. */
        NO_DATABASE,
        /** The disk of the server is full. */
        DISK_FULL,
        /** All connections of the server or of the pool are in use. */
        BUSY,
        /** The database was made by another build. */
        OTHER_BUILD,
        /** Anything else. */
        FAILED
    }
}
