package io.gauntlet.runtime.work;

import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Player;

/** What jobs of one kind are: trainings or matches. */
interface JobKind {
    /** The plug-in behind whose address the job is done. */
    Player player(Event plan);

    /** Whether the stream says already what came of the job, so that nothing is left to do. */
    boolean over(Assignment assignment);

    /**
     * Does the job and records what came of it, be it a failure of a plug-in.
     *
     * @throws Exception when neither succeeded: the job is then tried again
     */
    void run(Assignment assignment) throws Exception;

    /** The event that records that the job could not be done, whoever tried. */
    Event failed(String sentence);
}
