package io.gauntlet.runtime.remote;

/** There is no such stored model. */
public final class UnknownTarget extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownTarget(String sha) {
        super("There is no model with the SHA-256 " + sha + ": the page of a tournament names its models.");
    }
}
