package io.gauntlet.store;

/** More bytes than the store takes as one artifact. */
public final class ArtifactTooLarge extends StoreException {
    ArtifactTooLarge(long limit) {
        super("The artifact is larger than the limit of " + limit + " bytes: split it.", null);
    }
}
