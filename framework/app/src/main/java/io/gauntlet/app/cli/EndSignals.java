package io.gauntlet.app.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Hears the signals by which a person or the system ends a command that works. The first asks it to end in order, the
 * second at once, and the third does not wait for it.
 */
final class EndSignals implements AutoCloseable {
    private static final int HALTED = 1;
    /** By convention a process that a signal ended has this status plus the signal's number. */
    private static final int SIGNALLED = 128;

    private static final Map<String, Integer> NUMBERS = Map.of("INT", 2, "TERM", 15);

    private record Registered(String name, @Nullable Object before) {}

    private final List<Registered> registered = new ArrayList<>();
    private int heard;
    private int first;

    private EndSignals() {
        NUMBERS.forEach((name, number) ->
                registered.add(new Registered(name, Signals.register(name, () -> take(number)))));
    }

    /** Begins to listen; until it is closed no signal ends the process by itself. */
    static EndSignals listen() {
        return new EndSignals();
    }

    private synchronized void take(int number) {
        first = heard == 0 ? number : first;
        heard++;
        if (heard > 2) {
            Runtime.getRuntime().halt(HALTED);
        }
        notifyAll();
    }

    /** Whether a signal came. */
    synchronized boolean heard() {
        return heard > 0;
    }

    /** With what a command ends that the first signal ended: 130 for Ctrl-C, 143 for a request to terminate. */
    synchronized int status() {
        return SIGNALLED + first;
    }

    /** Waits a while for the first signal. @return whether it came */
    boolean await(Duration time) throws InterruptedException {
        return await(1, time);
    }

    /** Waits a while for the second signal. @return whether it came */
    boolean awaitSecond(Duration time) throws InterruptedException {
        return await(2, time);
    }

    private synchronized boolean await(int wanted, Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); heard < wanted && left > 0; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return heard >= wanted;
    }

    @Override
    public void close() {
        registered.forEach(one -> Signals.unregister(one.name(), one.before()));
    }
}
