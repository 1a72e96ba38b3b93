package io.gauntlet.store;

import org.jspecify.annotations.Nullable;

/** A file is no archive, or not as it was written. */
public final class ArchiveDamaged extends StoreException {
    private static final long serialVersionUID = 1L;

    ArchiveDamaged(String what, @Nullable Throwable cause) {
        super("The archive cannot be imported, since " + what + "; nothing was imported. Export it again.", cause);
    }
}
