package io.gauntlet.runtime.work;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import io.gauntlet.api.Progress;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.runtime.bus.PluginBus;
import io.gauntlet.runtime.bus.ProgressReport;

/** Publishes a job's progress, a few times a second at most, and ends the job when it must stop. */
final class JobProgress implements Progress {
    private static final long PAUSE_NANOS = 200_000_000;

    private final PluginBus bus;
    private final Optional<UUID> tournament;
    private final String stream;
    private final StopSignal stop;
    private final AtomicLong published = new AtomicLong(System.nanoTime() - PAUSE_NANOS);

    JobProgress(PluginBus bus, Optional<UUID> tournament, String stream, StopSignal stop) {
        this.bus = bus;
        this.tournament = tournament;
        this.stream = stream;
        this.stop = stop;
    }

    @Override
    public void report(double done, String message) {
        stop.check();
        long now = System.nanoTime();
        long last = published.get();
        if ((now - last >= PAUSE_NANOS || done >= 1) && published.compareAndSet(last, now)) {
            bus.publish(new ProgressReport(tournament, stream, Math.min(1, Math.max(0, done)), message));
        }
    }
}
