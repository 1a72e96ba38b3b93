package io.gauntlet.runtime.work;

import java.util.Optional;

import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Player;

/** What jobs of one kind are: trainings or matches. */
interface JobKind {
    /** The plug-in behind whose address the job is done. */
    Player player(Event plan);

    /** What a plan is about, for people: who is trained, or who plays against whom. */
    String name(Event plan);

    /**
     * Why the job cannot be done with the plug-ins and the data of this process, in one sentence; empty when it can.
     *
     * @throws InterruptedException when the process ends
     */
    Optional<String> obstacle(Event plan) throws InterruptedException;

    /** Whether the stream says already what came of the job, so that nothing is left to do. */
    boolean over(Assignment assignment);

    /**
     * Does the job and records what came of it, be it a failure of a plug-in.
     *
     * @throws Exception when neither succeeded: the job is then tried again
     */
    void run(Assignment assignment) throws Exception;
}
