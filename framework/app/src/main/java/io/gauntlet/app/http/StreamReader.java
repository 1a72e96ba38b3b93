package io.gauntlet.app.http;

import java.util.concurrent.atomic.AtomicBoolean;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reader of the {@link EventStream}: a position, moved forward whenever the connection takes more. */
final class StreamReader {
    private static final Logger LOG = LoggerFactory.getLogger(StreamReader.class);

    private final EventStream stream;
    private final HttpServerResponse response;
    private final Vertx vertx;
    private final Context context;
    private final AtomicBoolean woken = new AtomicBoolean();
    private long position;
    private boolean reading;
    private boolean over;

    StreamReader(EventStream stream, RoutingContext request, long position) {
        this.stream = stream;
        this.response = request.response();
        this.vertx = request.vertx();
        this.context = vertx.getOrCreateContext();
        this.position = position;
    }

    /** Begins to send. On the event loop. */
    void begin() {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
        response.closeHandler(gone -> leave());
        response.exceptionHandler(e -> leave());
        response.drainHandler(drained -> pump());
        write("id: " + position + "\nevent: hello\nretry: 2000\ndata: {\"position\":" + stream.head() + "}\n\n");
        pump();
    }

    /** Says that there may be more. From any thread. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            context.runOnContext(now -> {
                woken.set(false);
                pump();
            });
        }
    }

    /** Sends what is not of the record, unless the connection is slow. From any thread. */
    void progress(String text) {
        context.runOnContext(now -> {
            if (!over && !response.writeQueueFull()) {
                write(text);
            }
        });
    }

    /** Keeps the connection alive. From any thread. */
    void heartbeat() {
        context.runOnContext(now -> {
            if (!over && !response.writeQueueFull()) {
                write(": still here\n\n");
            }
        });
    }

    /** Ends the connection. From any thread. */
    void end() {
        context.runOnContext(now -> {
            if (!over) {
                leave();
                response.end().onFailure(e -> LOG.debug("A reader went away", e));
            }
        });
    }

    private void leave() {
        over = true;
        stream.left(this);
    }

    private void write(String text) {
        response.write(text).onFailure(e -> leave());
    }

    /** Sends what there is, as long as the connection takes it; draining calls again. */
    private void pump() {
        while (!over && !reading && !response.writeQueueFull()) {
            skip();
            EventStream.Piece piece = stream.recent(position);
            if (piece == null) {
                read();
                return;
            }
            if (piece.position() == position) {
                return;
            }
            send(piece);
        }
    }

    private void skip() {
        long start = stream.start(position);
        if (start != position) {
            write("event: skipped\nid: " + start + "\ndata: {\"from\":" + (position + 1) + ",\"to\":" + start
                    + "}\n\n");
            position = start;
        }
    }

    private void send(EventStream.Piece piece) {
        position = piece.position();
        write(piece.text());
    }

    private void read() {
        reading = true;
        long after = position;
        vertx.executeBlocking(() -> stream.stored(after), false).onComplete(result -> {
            reading = false;
            if (result.failed()) {
                LOG.debug("A reader cannot be served for now", result.cause());
                end();
            } else if (!over) {
                send(result.result());
                pump();
            }
        });
    }
}
