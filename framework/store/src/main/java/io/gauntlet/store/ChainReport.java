package io.gauntlet.store;

import java.util.Optional;

/**
 * What {@link EventStore#verifyChain} found.
 *
 * @param checked number of events whose hashes were recomputed
 * @param head the end of the log that the check reached
 * @param difference the first thing that is not as it was recorded
 */
public record ChainReport(long checked, Head head, Optional<Difference> difference) {

    /** Whether everything is as it was recorded. */
    public boolean intact() {
        return difference.isEmpty();
    }

    /**
     * A difference.
     *
     * @param position where
     * @param sentence what differs, for a person
     */
    public record Difference(long position, String sentence) {}
}
