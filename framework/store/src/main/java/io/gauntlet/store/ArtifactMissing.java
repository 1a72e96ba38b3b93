package io.gauntlet.store;

import org.jspecify.annotations.Nullable;

/** No artifact of that name is stored. */
public final class ArtifactMissing extends StoreException {
    private final String sha;

    ArtifactMissing(String sha, @Nullable Throwable cause) {
        super("Artifact " + sha + " is not in the store.", cause);
        this.sha = sha;
    }

    /** SHA-256 in hex; several, comma-separated, when a commit named several. */
    public String sha() {
        return sha;
    }
}
