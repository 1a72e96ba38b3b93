package io.gauntlet.e2e;

import java.util.concurrent.TimeUnit;

import io.gauntlet.api.Draws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Kills the program, or its database server, at random moments of a tournament, and lets it go on each time. */
final class Kills {
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(15);
    private static final int START_MILLIS = 4_000;
    private static final int EVENT_MILLIS = 60;

    private final Draws draws;
    private final int stretch;
    private int program;
    private int server;
    private int killedPrograms;
    private int killedServers;

    /**
     * @param program how often to kill the program
     * @param server how often to kill the database server
     * @param stretch the most events between two kills
     */
    Kills(Draws draws, int program, int server, int stretch) {
        this.draws = draws;
        this.program = program;
        this.server = server;
        this.stretch = stretch;
    }

    boolean left() {
        return program + server > 0;
    }

    @Override
    public String toString() {
        return killedPrograms + " kills of the program and " + killedServers + " of the database server";
    }

    /** Plays the tournament of a spec to its end, with as many kills as come in between. */
    void play(Cli cli, LogFollower log, String spec) throws Exception {
        Process process = cli.start("run", spec);
        try {
            while (true) {
                boolean ended = awaitMoment(process, log);
                if (ended && process.exitValue() == 0 && !log.seen().isEmpty()) {
                    return;
                }
                // A program that lost its server may go on or give up, with a word; then it is started again.
                boolean serversTurn = draws.index(program + server) >= program;
                if (!ended && serversTurn && log.killServer()) {
                    server--;
                    killedServers++;
                    continue;
                }
                if (!ended && !serversTurn) {
                    program--;
                    killedPrograms++;
                }
                Cli.kill(process);
                log.look();
                process = log.seen().isEmpty() ? cli.start("run", spec) : cli.start("resume");
            }
        } finally {
            Cli.kill(process);
        }
    }

    /** Waits for some more events and a little longer, for the start or for the end; true when the program ended. */
    private boolean awaitMoment(Process process, LogFollower log) throws Exception {
        long start = System.nanoTime();
        int events = draws.index(stretch);
        long goal = log.look() + events;
        while (left() && log.look() < goal) {
            if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
                log.look();
                return true;
            }
            assertTrue(System.nanoTime() - start < PATIENCE_NANOS, "The tournament does not go on.");
        }
        if (!left()) {
            while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
                log.look();
                assertTrue(System.nanoTime() - start < PATIENCE_NANOS, "The tournament does not end.");
            }
            return true;
        }
        return process.waitFor(draws.index(events == 0 ? START_MILLIS : EVENT_MILLIS), TimeUnit.MILLISECONDS);
    }

    /** Fails unless all of them took place. */
    void assertDone(int programs, int servers) {
        assertEquals(programs, killedPrograms);
        assertEquals(servers, killedServers);
    }
}
