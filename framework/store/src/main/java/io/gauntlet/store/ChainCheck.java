package io.gauntlet.store;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Recomputes the hashes of the log and stops at the first difference. */
final class ChainCheck {
    private static final int PAGE = 5_000;

    private final EventStore events;
    private final EventArtifacts artifacts;
    private final @Nullable String earlierHead;
    private boolean found;

    /** @param earlierHead a link that the log must hold; null when none is known */
    ChainCheck(EventStore events, EventArtifacts artifacts, @Nullable String earlierHead) {
        this.events = events;
        this.artifacts = artifacts;
        this.earlierHead = earlierHead;
        this.found = earlierHead == null || earlierHead.equals("0".repeat(2 * Hashes.LENGTH));
    }

    /** Whether the earlier head was met; complete after {@link #run} from the beginning. */
    boolean metEarlierHead() {
        return found;
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
            Map<Long, List<String>> names =
                    artifacts.between(position, page.get(page.size() - 1).position());
            for (RecordedEvent event : page) {
                Optional<String> difference =
                        difference(event, names.getOrDefault(event.position(), List.of()), position, link);
                if (difference.isPresent()) {
                    return report(position - afterPosition, head, position + 1, difference.get());
                }
                link = event.link();
                found |= Hashes.hex(link).equals(earlierHead);
                position++;
            }
        }
        if (position > head.position() || !Hashes.hex(link).equals(head.link())) {
            return report(
                    position - afterPosition,
                    head,
                    position,
                    "the head (position " + head.position() + ") does not hold the last event's link");
        }
        if (!events.readAll(position, 1).isEmpty() && events.head().position() == head.position()) {
            return report(position - afterPosition, head, position + 1, "there is an event after the head");
        }
        return new ChainReport(position - afterPosition, head, Optional.empty());
    }

    private static Optional<String> difference(
            RecordedEvent event, List<String> artifacts, long position, byte[] link) {
        if (event.position() != position + 1) {
            return Optional.of("the event is missing");
        }
        byte[] content = Hashes.content(
                event.id(), event.stream(), event.version(), event.type(), event.schema(), event.data(), artifacts);
        if (!Arrays.equals(content, event.contentHash())) {
            return Optional.of("id, stream, version, type, schema, data or artifacts of " + event
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
