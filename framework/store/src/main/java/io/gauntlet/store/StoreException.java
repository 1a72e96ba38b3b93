package io.gauntlet.store;

import org.jspecify.annotations.Nullable;

/** A fault of the store or of its use; the message is one sentence for a person. */
public abstract class StoreException extends RuntimeException {
    protected StoreException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
