/**
 * The experiment store on PostgreSQL: the event log with its one {@link io.gauntlet.store.EventStore#commit commit}
 * call, artifacts named by SHA-256, the job queue, and the {@link io.gauntlet.store.Database} that opens them.
 *
 * <p>Here live storage and its guarantees only. What an event means, which events and jobs follow from it, and the
 * leaderboards do not: the first two belong to the arena, the last to {@code io.gauntlet.store.projection}.
 */
@NullMarked
package io.gauntlet.store;

import org.jspecify.annotations.NullMarked;
