package io.gauntlet.app.cli;

import java.io.PrintWriter;
import java.util.Optional;

import io.gauntlet.arena.event.Event;
import io.gauntlet.runtime.JobListener;

/** Tells what a worker does, a line for each job that begins or ends. */
final class WorkerLines implements JobListener {
    private final PrintWriter out;
    private int over;

    WorkerLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void begun(String job) {
        out.println(job + " …");
    }

    @Override
    public synchronized void over(String job, Optional<Event> outcome) {
        over += outcome.isPresent() ? 1 : 0;
        out.println(outcome.map(event -> "[" + over + "] " + job + ": " + TournamentProgress.outcome(event))
                .orElse(job + ": returned to the queue, or no longer wanted"));
    }

    @Override
    public synchronized void left(String why) {
        out.println("Left to other workers: " + why);
    }
}
