package io.gauntlet.store.projection;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.jspecify.annotations.Nullable;

import io.gauntlet.store.Database;
import io.gauntlet.store.RecordedEvent;

/** Reads and prepares the events of a stretch of the log, page by page, one page ahead of whoever applies them. */
final class PageReader implements AutoCloseable {
    private static final int EVENTS = 500;

    private final Database database;
    private final Projection projection;
    private final long last;
    private final ExecutorService ahead = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "gauntlet-rebuild-reader");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable CompletableFuture<Read> next;

    /** Events, and how to apply them all; {@code ready} throws what their preparation threw. */
    record Read(List<RecordedEvent> events, Projection.Page ready) {
        long last() {
            return events.get(events.size() - 1).position();
        }
    }

    /** Reads the events after one position up to another one, which the log must have reached. */
    PageReader(Database database, Projection projection, long after, long last) {
        this.database = database;
        this.projection = projection;
        this.last = last;
        this.next = begin(after);
    }

    private @Nullable CompletableFuture<Read> begin(long after) {
        return after < last ? CompletableFuture.supplyAsync(() -> read(after), ahead) : null;
    }

    private Read read(long after) {
        List<RecordedEvent> events = database.events().readAll(after, (int) Math.min(EVENTS, last - after));
        try {
            return new Read(events, projection.prepare(events));
        } catch (RuntimeException e) {
            return new Read(events, connection -> {
                throw e;
            });
        }
    }

    /** The next page; null at the end. */
    @Nullable
    Read next() {
        if (next == null) {
            return null;
        }
        try {
            Read page = next.join();
            next = begin(page.last());
            return page;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        ahead.shutdownNow();
    }
}
