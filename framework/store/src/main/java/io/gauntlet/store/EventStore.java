package io.gauntlet.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The event log. All methods can be called from any thread; all throw {@link StoreUnavailable} when PostgreSQL cannot
 * be used.
 */
public interface EventStore {
    /** Most events that one read returns. */
    int MAX_PAGE = 10_000;

    /**
     * Makes everything in the commit durable together, or nothing. Commits of several threads may share a
     * transaction, each judged by itself. Blocks, also through an interrupt, until the outcome is known.
     *
     * <p>An append whose ids are all stored already with equal content is a no-op, whatever version it expects, so a
     * commit may be repeated after a lost answer. A finished job that its own lease finished before is accepted only by
     * such a repetition.
     *
     * @throws VersionConflict when a stream is not at the expected version
     * @throws IdConflict when an id is stored with different content, or only some of an append's ids are stored
     * @throws FenceLost when the finished job is no longer leased with that fence
     * @throws ArtifactMissing when an event names an artifact that is not stored
     * @throws IllegalArgumentException when data, meta or a payload is not JSON
     */
    CommitResult commit(Commit commit);

    /**
     * Events of one stream with a version after the given one, in order.
     *
     * @param afterVersion 0 for the beginning
     * @param limit 1 to {@link #MAX_PAGE}
     */
    List<RecordedEvent> readStream(String stream, long afterVersion, int limit);

    /** All events of one stream, in order. */
    default List<RecordedEvent> readStream(String stream) {
        List<RecordedEvent> all = new ArrayList<>();
        List<RecordedEvent> page;
        do {
            page = readStream(stream, all.size(), MAX_PAGE);
            all.addAll(page);
        } while (page.size() == MAX_PAGE);
        return all;
    }

    /**
     * Events after a position, in order. A reader that stores the last position it saw misses nothing.
     *
     * @param afterPosition 0 for the beginning
     * @param limit 1 to {@link #MAX_PAGE}
     */
    List<RecordedEvent> readAll(long afterPosition, int limit);

    /**
     * As {@link #readAll}, of the streams of one category only.
     *
     * @param category the part of a stream's name before its first dash, e.g. {@code match}
     */
    List<RecordedEvent> readCategory(String category, long afterPosition, int limit);

    /** The end of the log. */
    Head head();

    /** Position of the last event that was recorded at or before a time; 0 when all are later. */
    long positionAt(Instant time);

    /** Recomputes content hashes and links of all events after a position (0: of all) up to the head. */
    ChainReport verifyChain(long afterPosition);

    /**
     * Delivers every event after a position, in order and in batches, on a daemon thread of its own, until closed. A
     * lost connection delays the delivery and loses nothing. An exception of the consumer ends the delivery and is
     * logged and kept in {@link Subscription#failure}. Each subscription holds a connection: fan out in the process.
     */
    Subscription subscribe(long afterPosition, Consumer<List<RecordedEvent>> consumer);
}
