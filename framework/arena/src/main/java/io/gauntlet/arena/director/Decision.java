package io.gauntlet.arena.director;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.gauntlet.arena.event.Event;

/**
 * What follows from an event.
 *
 * @param events to be appended, each to its stream under its own id; appending them twice changes nothing
 * @param jobs to be queued; a key that is known is not queued again
 * @param cancelled streams whose jobs nobody does any more
 */
public record Decision(List<Consequence> events, List<Job> jobs, List<String> cancelled) {
    /** Nothing follows. */
    public static final Decision NOTHING = new Decision(List.of(), List.of());

    /** With no job cancelled. */
    public Decision(List<Consequence> events, List<Job> jobs) {
        this(events, jobs, List.of());
    }

    /** An event for a stream, under an id derived from what it says. */
    public record Consequence(String stream, UUID id, Event event) {}

    /**
     * Work for a worker.
     *
     * @param kind {@code training} or {@code match}
     * @param key what must be done only once
     * @param stream of the training or match
     * @param priority greater is sooner
     */
    public record Job(String kind, String key, String stream, int priority) {
        /** The kind of a training's job. */
        public static final String TRAINING = "training";

        /** The kind of a match's job. */
        public static final String MATCH = "match";

        /** All kinds. */
        public static final Set<String> KINDS = Set.of(TRAINING, MATCH);
    }

    /** Whether nothing follows. */
    public boolean isEmpty() {
        return events.isEmpty() && jobs.isEmpty();
    }
}
