package io.gauntlet.app.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import io.gauntlet.app.json.EventJson;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.bus.ProgressReport;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.Subscription;

/**
 * Server-sent events. Each reader begins after the position of {@code Last-Event-ID} or {@code from}, or at the end of
 * the record, and gets
 *
 * <ul>
 *   <li>{@code hello}: {@code {position}}, first of all
 *   <li>{@code event}, with the position as id: {@code {position, stream, type, recordedAt, data}}; large data are left out
 *   <li>{@code progress}: {@code {stream, done, message, tournament}} of work in this process
 *   <li>{@code tables}: {@code {tournament}}, whose tables were behind the record and are so no more
 *   <li>{@code skipped}: {@code {from, to}} when the reader was too slow: ask the API for the present state
 *   <li>{@code ending}: {@code {seconds}} when the server ends, at the latest after this time
 * </ul>
 *
 * <p>What an event changes in the answers of the API is there when the event comes, except in tables that take long to
 * compute: these come later, and {@code tables} says so. All readers share one subscription.
 * A reader is a position in the record: nothing is kept for it, so that a slow one costs nothing and delays nobody.
 */
final class EventStream implements AutoCloseable {
    /** The newest events are kept in memory; who is farther behind is served from the store. */
    private static final int KEPT = 2_000;

    /** Who is farther behind than this while connected is moved to the end. */
    private static final int FARTHEST = 20_000;

    private static final int PAGE = 200;
    private static final int LARGEST_DATA = 2_000;
    private static final int MOST_READERS = 100;
    private static final long HEARTBEAT_MILLIS = 15_000;

    /** An event as it is sent. */
    private record Line(long position, String text) {}

    private final Vertx vertx;
    private final Gauntlet gauntlet;
    private final Deque<Line> newest = new ArrayDeque<>();
    private final Set<StreamReader> readers = ConcurrentHashMap.newKeySet();
    private final Consumer<List<RecordedEvent>> listener;
    private final Tables tables;
    private final Subscription subscription;
    private final Runnable deaf;
    private final long heartbeat;
    private long head;

    /** @param listener hears of all that is recorded from now on */
    EventStream(Gauntlet gauntlet, Consumer<List<RecordedEvent>> listener) {
        this.gauntlet = gauntlet;
        this.listener = listener;
        this.tables = new Tables(gauntlet);
        this.vertx = gauntlet.vertx();
        this.head = gauntlet.events().head().position();
        this.subscription = gauntlet.events().subscribe(head, this::take);
        this.deaf = gauntlet.onProgress(this::take);
        this.heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS, id -> readers.forEach(StreamReader::heartbeat));
    }

    /** Begins to serve a reader. */
    void open(RoutingContext context) {
        if (readers.size() >= MOST_READERS) {
            Replies.failure(context, 503, "Too many pages are open: close some.");
            return;
        }
        String last = context.request().getHeader("Last-Event-ID");
        long from;
        try {
            from = last == null || last.isEmpty()
                    ? Given.number(context, "from", 0, Long.MAX_VALUE, head())
                    : Long.parseLong(last.strip());
        } catch (NumberFormatException e) {
            Replies.failure(context, 400, "The header Last-Event-ID must be a position.");
            return;
        }
        // A position of another database may lie beyond the end.
        StreamReader reader = new StreamReader(this, context, Math.max(0, Math.min(from, head())));
        readers.add(reader);
        reader.begin();
    }

    void left(StreamReader reader) {
        readers.remove(reader);
    }

    /** The position of the newest event. */
    synchronized long head() {
        return head;
    }

    /** Where a reader that is at a position goes on: there, or at the end when it is too far behind. */
    long start(long position) {
        long end = head();
        return end - position > FARTHEST ? end : position;
    }

    private void take(List<RecordedEvent> page) {
        tables.await(page.get(page.size() - 1).position());
        synchronized (this) {
            for (RecordedEvent event : page) {
                newest.addLast(line(event));
                head = event.position();
                if (newest.size() > KEPT) {
                    newest.removeFirst();
                }
            }
        }
        listener.accept(page);
        readers.forEach(StreamReader::wake);
    }

    private static Line line(RecordedEvent event) {
        String text =
                "id: " + event.position() + "\nevent: event\ndata: " + EventJson.small(event, LARGEST_DATA) + "\n\n";
        return new Line(event.position(), text);
    }

    /** Tells all readers that a tournament's tables were behind the record and are so no more. From any thread. */
    void tables(UUID tournament) {
        String text = "event: tables\ndata: {\"tournament\":\"" + tournament + "\"}\n\n";
        readers.forEach(reader -> reader.progress(text));
    }

    /** Tells all readers that the server ends. */
    void ending(long seconds) {
        String text = "event: ending\ndata: {\"seconds\":" + seconds + "}\n\n";
        readers.forEach(reader -> reader.progress(text));
    }

    private void take(ProgressReport report) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("stream", report.stream())
                .put("done", report.done())
                .put("message", report.message())
                .put("tournament", report.tournament().map(Object::toString).orElse(null));
        String text = "event: progress\ndata: " + json + "\n\n";
        readers.forEach(reader -> reader.progress(text));
    }

    /** A piece of the record as it is sent. */
    record Piece(long position, String text) {}

    /** What comes after a position, when it is in memory; null when the store must be asked. */
    synchronized @Nullable Piece recent(long position) {
        Line oldest = newest.peekFirst();
        if (position >= head) {
            return new Piece(position, "");
        }
        if (oldest == null || oldest.position() > position + 1) {
            return null;
        }
        List<Line> lines = new ArrayList<>();
        for (Line line : newest) {
            if (line.position() > position && lines.size() < PAGE) {
                lines.add(line);
            }
        }
        return piece(position, lines);
    }

    /** What comes after a position, from the store. Blocks. */
    Piece stored(long position) {
        return piece(
                position,
                gauntlet.events().readAll(position, PAGE).stream()
                        .map(EventStream::line)
                        .toList());
    }

    private static Piece piece(long position, List<Line> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()));
        return new Piece(
                lines.isEmpty() ? position : lines.get(lines.size() - 1).position(), text.toString());
    }

    @Override
    public void close() {
        vertx.cancelTimer(heartbeat);
        deaf.run();
        subscription.close();
        readers.forEach(StreamReader::end);
    }
}
