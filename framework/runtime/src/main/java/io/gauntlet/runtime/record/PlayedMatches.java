package io.gauntlet.runtime.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.UnreadableEventException;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.store.EventStore;
import io.gauntlet.store.RecordedEvent;

/** Reads the matches that have a verdict from the record itself, which may be damaged. */
final class PlayedMatches {
    private final List<PlayedMatch> found = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final Map<String, Event.MatchPlanned> plans = new HashMap<>();

    private PlayedMatches() {}

    /** @param streams those wanted; empty for all */
    static PlayedMatches read(EventStore events, Optional<? extends Collection<String>> streams) {
        PlayedMatches matches = new PlayedMatches();
        long position = 0;
        List<RecordedEvent> page;
        do {
            page = events.readCategory("match", position, EventStore.MAX_PAGE);
            for (RecordedEvent event : page) {
                position = event.position();
                if (streams.isEmpty() || streams.get().contains(event.stream())) {
                    matches.take(event);
                }
            }
        } while (page.size() == EventStore.MAX_PAGE);
        return matches;
    }

    private void take(RecordedEvent recorded) {
        if (!EventCodec.knows(recorded.type())) {
            return;
        }
        Event event;
        UUID id;
        try {
            event = Recording.read(recorded);
            id = Ids.id(recorded.stream());
        } catch (UnreadableEventException | IllegalArgumentException e) {
            unreadable.add(
                    "At position " + recorded.position() + ": the event cannot be read (" + e.getMessage() + ")");
            return;
        }
        if (event instanceof Event.MatchPlanned plan) {
            plans.put(recorded.stream(), plan);
        } else if (event instanceof Event.MatchScored verdict) {
            Event.MatchPlanned plan = plans.get(recorded.stream());
            if (plan == null) {
                unreadable.add("At position " + recorded.position() + ": there is a verdict on a match that was not"
                        + " planned.");
            } else {
                found.add(new PlayedMatch(id, plan, verdict, recorded.position()));
            }
        } else if (event instanceof Event.MatchForfeited) {
            plans.remove(recorded.stream());
        }
    }

    /** In the order of their verdicts. */
    List<PlayedMatch> found() {
        return found;
    }

    /** A sentence for each event of a match that cannot be read. */
    List<String> unreadable() {
        return unreadable;
    }
}
