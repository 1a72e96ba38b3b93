package io.gauntlet.app.http;

/** Ends a request with a status and one sentence. */
final class HttpFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    HttpFailure(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    static HttpFailure notFound(String sentence) {
        return new HttpFailure(404, sentence);
    }

    int status() {
        return status;
    }
}
