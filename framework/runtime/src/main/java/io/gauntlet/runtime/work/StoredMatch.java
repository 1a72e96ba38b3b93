package io.gauntlet.runtime.work;

import java.io.IOException;
import java.util.UUID;

import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.engine.file.Npy;
import io.gauntlet.store.ArtifactStore;

/**
 * What is stored of a match that was played.
 *
 * @param outcomes its verdicts
 * @param examples its final candidates, one after the other in the order of the verdicts
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredMatch(Outcomes outcomes, float[] examples) {
    /**
     * Reads it.
     *
     * @param match its id, for messages
     * @param examplesSha SHA-256 of the examples' artifact
     * @param outcomesSha SHA-256 of the verdicts' artifact
     * @param length the number of values of a sample
     * @throws io.gauntlet.store.StoreException when an artifact cannot be read
     * @throws IllegalStateException when they are not what they are said to be
     */
    static StoredMatch read(ArtifactStore artifacts, UUID match, String examplesSha, String outcomesSha, int length) {
        Outcomes outcomes = outcomes(artifacts, match, outcomesSha);
        float[] examples =
                Npy.read(artifacts.read(examplesSha), "Artifact " + examplesSha).floats();
        if (examples.length != outcomes.size() * length) {
            throw new IllegalStateException(
                    "The examples of match " + match + " do not have the shape of the samples that they were made of.");
        }
        return new StoredMatch(outcomes, examples);
    }

    /** Its verdicts alone. */
    static Outcomes outcomes(ArtifactStore artifacts, UUID match, String sha) {
        try {
            return Outcomes.fromJson(artifacts.read(sha));
        } catch (IOException e) {
            throw new IllegalStateException("The outcomes of match " + match + " cannot be read: " + e.getMessage(), e);
        }
    }
}
