package io.gauntlet.store;

/** The data folder of the embedded server cannot be used; the message says what to do about it. */
public final class DataFolderException extends StoreException {
    DataFolderException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
