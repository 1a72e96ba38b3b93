package io.gauntlet.runtime;

import io.gauntlet.arena.event.Event;
import io.gauntlet.runtime.bus.ProgressReport;
import io.gauntlet.store.RecordedEvent;

/** Hears what happens in a tournament. Called by one thread at a time for events, and by another for progress. */
public interface TournamentListener {
    /** Hears nothing. */
    TournamentListener SILENT = new TournamentListener() {};

    /** An event of the tournament, its trainings or its matches was recorded; in order of position. */
    default void recorded(RecordedEvent recorded, Event event) {}

    /** Work for the tournament made progress in this process. */
    default void progress(ProgressReport report) {}
}
