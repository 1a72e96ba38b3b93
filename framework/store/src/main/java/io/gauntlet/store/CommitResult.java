package io.gauntlet.store;

import java.util.List;

/**
 * What a commit did.
 *
 * @param positions of the events, in the order of the appends; for events that were stored before, their old positions
 * @param position the last position of the log that this commit knew of: at or after all of {@code positions}; a
 *     projection that has reached it shows this commit
 */
public record CommitResult(List<Long> positions, long position) {
    public CommitResult {
        positions = List.copyOf(positions);
    }
}
