package io.gauntlet.store;

import org.jspecify.annotations.Nullable;

/** The stored bytes of an artifact are not those that were put. */
public final class ArtifactDamaged extends StoreException {
    private final String sha;

    ArtifactDamaged(String sha, String what, @Nullable Throwable cause) {
        super("Artifact " + sha + " is damaged in the store (" + what + "): restore it from an archive.", cause);
        this.sha = sha;
    }

    public String sha() {
        return sha;
    }
}
