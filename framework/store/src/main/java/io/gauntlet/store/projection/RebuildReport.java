package io.gauntlet.store.projection;

import java.util.Optional;

/**
 * What a rebuild did.
 *
 * @param projection its name
 * @param position of the last event that both the live and the rebuilt tables have applied
 * @param exchanged whether the rebuilt tables are the live ones now
 * @param difference the first row that only one of the two held; empty when they were equal byte for byte, or
 *     were exchanged and not compared
 */
public record RebuildReport(String projection, long position, boolean exchanged, Optional<String> difference) {
    /** Whether the tables were what the events say. */
    public boolean equal() {
        return difference.isEmpty();
    }
}
