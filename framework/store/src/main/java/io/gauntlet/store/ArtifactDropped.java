package io.gauntlet.store;

/** The artifact's bytes were dropped by policy; the event ExamplesDropped in its stream says when and why. */
public final class ArtifactDropped extends StoreException {
    private static final long serialVersionUID = 1L;

    ArtifactDropped(String sha) {
        super(
                "The bytes of artifact " + sha + " were dropped by policy; only what was recorded about them is left."
                        + " Play the match again to have them back.",
                null);
    }
}
