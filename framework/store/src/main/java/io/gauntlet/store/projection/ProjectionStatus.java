package io.gauntlet.store.projection;

import java.util.Optional;

/**
 * How far a projection is, whichever process keeps it.
 *
 * @param position of the last event applied
 * @param error why it stopped before the next event; empty while it runs
 */
public record ProjectionStatus(String name, int revision, long position, Optional<String> error) {}
