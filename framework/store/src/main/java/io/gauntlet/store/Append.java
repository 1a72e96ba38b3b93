package io.gauntlet.store;

import java.util.List;
import java.util.Objects;

/**
 * Events to append to one stream, all or none.
 *
 * @param stream category and id joined by the first dash, e.g. {@code match-8c0f…}; a category alone is a stream too
 * @param expected version of the stream's last event as the writer knows it
 * @param events at least one, in order
 */
public record Append(String stream, ExpectedVersion expected, List<NewEvent> events) {
    public Append {
        Checks.stream(stream);
        Objects.requireNonNull(expected, "expected");
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("An append to stream " + stream + " holds no event.");
        }
    }

    /** One event. */
    public Append(String stream, ExpectedVersion expected, NewEvent event) {
        this(stream, expected, List.of(event));
    }
}
