package io.gauntlet.app.cli;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.work.WorkerName;

/** Does jobs that other processes plan. */
@Command(
        name = "worker",
        description = "Play what a server, `run` or `resume` on the same database has planned, in a process of its own:"
                + " a plug-in that ends its process ends only this one.")
final class WorkerCommand extends Subcommand {
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final int LONGEST_NAME = 100;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "How many jobs run at once (default: one a core). With 1, a plug-in that ends the process"
                    + " disturbs no other job.")
    @Nullable
    Integer workers;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What `gauntlet workers` and the record call it (default: host and process).")
    @Nullable
    String name;

    @Option(names = "--until-done", description = "End once every tournament is over (default: wait for more).")
    boolean untilDone;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            description = "How long jobs may still run when the worker is asked to end (default: 30).")
    int grace = 30;

    @Override
    public Integer call() throws InterruptedException {
        int jobs = Workers.of(workers);
        Duration patience = Workers.grace(grace);
        String called = name == null ? WorkerName.ofThisProcess() : checked(name);
        try (Session session = Session.open(parent, jobs);
                EndSignals signals = EndSignals.listen()) {
            Gauntlet gauntlet = session.gauntlet();
            gauntlet.work(called, new WorkerLines(err()));
            gauntlet.replayExamples();
            err().println("The worker " + called + " does up to " + jobs + (jobs == 1 ? " job" : " jobs")
                    + " at once for " + gauntlet.database().address() + " (Ctrl-C ends it).");
            while (!signals.await(TURN)) {
                gauntlet.checkHealth();
                if (untilDone && over(gauntlet)) {
                    err().println("Every tournament is over.");
                    return ExitStatus.DONE;
                }
            }
            end(session, signals, patience);
            return ExitStatus.DONE;
        }
    }

    private void end(Session session, EndSignals signals, Duration patience) throws InterruptedException {
        String stopped = new Draining(session.gauntlet(), signals, patience).drain(err());
        session.close();
        err().println(stopped + ". Nothing is lost: other workers go on.");
    }

    private static boolean over(Gauntlet gauntlet) {
        return gauntlet.workers().running() == 0 && gauntlet.unfinished().isEmpty() && gauntlet.examplesReplayed();
    }

    private static String checked(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInputException(
                    "The option --name takes a name of at most " + LONGEST_NAME + " characters, without line breaks.");
        }
        return name.strip();
    }
}
