package io.gauntlet.store.projection;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A tournament in a list.
 *
 * @param id its id
 * @param name from the spec
 * @param state running, completed or cancelled
 * @param reason why it was cancelled
 * @param position of the event that planned it; lists are ordered and paged by it
 * @param plannedAt when
 * @param finishedAt when it was completed or cancelled
 * @param matches how many it has
 * @param over how many of them are scored, skipped or forfeited
 */
public record TournamentSummary(
        UUID id,
        String name,
        String state,
        @Nullable String reason,
        long position,
        Instant plannedAt,
        @Nullable Instant finishedAt,
        int matches,
        int over) {}
