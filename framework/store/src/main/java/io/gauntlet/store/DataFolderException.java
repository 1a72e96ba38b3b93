package io.gauntlet.store;

import org.jspecify.annotations.Nullable;

/** The data folder of the embedded server cannot be used; the message says what to do about it. */
public final class DataFolderException extends StoreException {
    DataFolderException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
