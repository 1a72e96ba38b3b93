package io.gauntlet.app.cli;

import java.io.PrintWriter;
import java.time.Duration;

import io.gauntlet.runtime.Gauntlet;

/** Lets the jobs end that run, once a signal asked for the end; what still runs afterwards returns to the queue. */
final class Draining {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Gauntlet gauntlet;
    private final EndSignals signals;
    private final Duration grace;

    /** @param grace how long jobs may still run; a second signal ends them sooner */
    Draining(Gauntlet gauntlet, EndSignals signals, Duration grace) {
        this.gauntlet = gauntlet;
        this.signals = signals;
        this.grace = grace;
    }

    /** Drains; @return {@code Stopped}, with how many jobs return to the queue when Gauntlet is closed */
    String drain(PrintWriter err) throws InterruptedException {
        long deadline = System.nanoTime() + grace.toNanos();
        boolean over = gauntlet.drain(Duration.ZERO);
        if (!over) {
            err.println(
                    "Ending: " + jobs() + " up to " + grace.toSeconds() + " s to finish; another signal ends at once.");
        }
        while (!over && System.nanoTime() < deadline && !signals.awaitSecond(Duration.ZERO)) {
            over = gauntlet.drain(LOOK);
        }
        return over ? "Stopped" : "Stopped; " + jobs() + " returned to the queue";
    }

    private String jobs() {
        int running = gauntlet.workers().running();
        return running == 1 ? "1 job has" : running + " jobs have";
    }
}
