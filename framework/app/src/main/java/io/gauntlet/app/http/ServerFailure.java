package io.gauntlet.app.http;

/** The web server cannot be started; the message says what to do. */
public final class ServerFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
