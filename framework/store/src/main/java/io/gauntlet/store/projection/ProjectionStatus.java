package io.gauntlet.store.projection;

import java.util.List;
import java.util.Optional;

import io.gauntlet.store.Database;

/**
 * How far a projection is, whichever process keeps it.
 *
 * @param position of the last event applied
 * @param error why it stopped before the next event; empty while it runs
 */
public record ProjectionStatus(String name, int revision, long position, Optional<String> error) {
    /** All that ever ran, by name. */
    public static List<ProjectionStatus> all(Database database) {
        return database.read(Checkpoint::readAll);
    }
}
