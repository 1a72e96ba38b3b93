package io.gauntlet.plugins.datasets;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/** A file is not what it must be; the message is a clause that begins with "it" or "its". */
final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
