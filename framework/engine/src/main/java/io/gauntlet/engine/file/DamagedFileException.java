package io.gauntlet.engine.file;

/** A file is not what it should be; the message is one sentence for the user. */
public final class DamagedFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the whole sentence. */
    public DamagedFileException(String message) {
        super(message);
    }

    /** With the whole sentence and what a library said. */
    public DamagedFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
