package io.gauntlet.store;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Recomputes the hashes of the log and stops at the first difference. */
final class ChainCheck {
    private static final int PAGE = 5_000;

    private final EventStore events;

    ChainCheck(EventStore events) {
        this.events = events;
    }

    ChainReport run(long afterPosition) {
        // The head is read first: events appended while checking belong to the next check.
        Head head = events.head();
        long position = afterPosition;
        byte[] link = new byte[Hashes.LENGTH];
        if (afterPosition > 0) {
            List<RecordedEvent> before = events.readAll(afterPosition - 1, 1);
            if (before.isEmpty() || before.get(0).position() != afterPosition) {
                return report(0, head, afterPosition, "there is no event at this position");
            }
            link = before.get(0).link();
        }
        while (position < head.position()) {
            List<RecordedEvent> page = events.readAll(position, (int) Math.min(PAGE, head.position() - position));
            if (page.isEmpty()) {
                return report(position - afterPosition, head, position + 1, "events are missing from here to the head");
            }
            for (RecordedEvent event : page) {
                Optional<String> difference = difference(event, position, link);
                if (difference.isPresent()) {
                    return report(position - afterPosition, head, position + 1, difference.get());
                }
                link = event.link();
                position++;
            }
        }
        if (!HexFormat.of().formatHex(link).equals(head.link()) && position == head.position()) {
            return report(position - afterPosition, head, position, "the head does not hold the last event's link");
        }
        return new ChainReport(position - afterPosition, head, Optional.empty());
    }

    private static Optional<String> difference(RecordedEvent event, long position, byte[] link) {
        if (event.position() != position + 1) {
            return Optional.of("the event is missing");
        }
        byte[] content =
                Hashes.content(event.id(), event.stream(), event.version(), event.type(), event.schema(), event.data());
        if (!Arrays.equals(content, event.contentHash())) {
            return Optional.of("id, stream, version, type, schema or data of " + event
                    + " is not what its content hash was computed from");
        }
        byte[] expected = Hashes.link(link, event.position(), event.contentHash(), event.meta(), event.recordedAt());
        if (!Arrays.equals(expected, event.link())) {
            return Optional.of("meta, time, content hash or link of " + event
                    + " was changed, or an event before it was exchanged");
        }
        return Optional.empty();
    }

    private static ChainReport report(long checked, Head head, long position, String what) {
        return new ChainReport(
                checked,
                head,
                Optional.of(new ChainReport.Difference(position, "At position " + position + ": " + what + ".")));
    }
}
