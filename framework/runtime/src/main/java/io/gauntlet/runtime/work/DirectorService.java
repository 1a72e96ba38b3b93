package io.gauntlet.runtime.work;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.arena.director.Decision;
import io.gauntlet.arena.director.Director;
import io.gauntlet.arena.director.DirectorState;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.store.Append;
import io.gauntlet.store.Commit;
import io.gauntlet.store.Database;
import io.gauntlet.store.ExpectedVersion;
import io.gauntlet.store.IdConflict;
import io.gauntlet.store.NewJob;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.StoreUnavailable;
import io.gauntlet.store.Subscription;

/**
 * Follows the record and commits what the director says follows from each event. What the record holds already is not
 * committed again: while it reads the past, it only notes which consequences are missing. Several processes may each
 * have one.
 */
public final class DirectorService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectorService.class);
    private static final int MAX_ATTEMPTS = 3;
    private static final String STOPPED = "The tournament was stopped.";

    private record Cause(String stream, long position, Event event) {}

    private record Pending(Cause cause, Decision decision) {}

    private final Database database;
    private final Standstill standstill;
    private final Runnable jobsAdded;
    private final DirectorState state;
    private final Map<UUID, Pending> missing = new LinkedHashMap<>();
    private final List<Cause> undecided = new ArrayList<>();
    private final long past;
    private long position;
    private volatile boolean closed;
    private @Nullable Subscription subscription;

    private DirectorService(Database database, Standstill standstill, Runnable jobsAdded) {
        this.database = database;
        this.standstill = standstill;
        this.jobsAdded = jobsAdded;
        this.past = database.events().head().position();
        this.state = new DirectorState(id -> Recording.plan(database.events(), id));
    }

    /**
     * Starts.
     *
     * @param standstill hears when nothing can be recorded any more
     * @param jobsAdded called whenever jobs were added
     */
    static DirectorService start(Database database, Standstill standstill, Runnable jobsAdded) {
        DirectorService service = new DirectorService(database, standstill, jobsAdded);
        service.begin();
        return service;
    }

    private synchronized void begin() {
        subscription = database.events().subscribe(0, this::take);
    }

    /** The tournaments that are neither completed nor cancelled, as far as the record was read. */
    public synchronized Set<UUID> unfinished() {
        return state.unfinished();
    }

    /** Why the record is no longer followed; empty while it is. */
    public synchronized Optional<Throwable> failure() {
        return subscription == null ? Optional.empty() : subscription.failure();
    }

    /** Waits until the record was read up to a position. @return false when the time ran out first */
    public synchronized boolean await(long wanted, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; position < wanted && left > 0; ) {
            TimeUnit.MILLISECONDS.timedWait(this, left);
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
        return position >= wanted;
    }

    private void take(List<RecordedEvent> batch) {
        List<Pending> decided = new ArrayList<>();
        boolean caughtUp;
        synchronized (this) {
            for (RecordedEvent recorded : batch) {
                fold(recorded, decided);
            }
            caughtUp = position >= past;
        }
        if (caughtUp) {
            synchronized (this) {
                decided.addAll(0, stillMissing());
                redecide(decided);
            }
            commit(decided);
        }
        synchronized (this) {
            notifyAll();
        }
    }

    private void fold(RecordedEvent recorded, List<Pending> decided) {
        position = recorded.position();
        missing.remove(recorded.id());
        if (!EventCodec.knows(recorded.type())) {
            return;
        }
        Event event = Recording.read(recorded);
        state.apply(recorded.stream(), event);
        Decision decision = Director.decide(state, recorded.stream(), recorded.position(), event);
        if (decision.isEmpty()) {
            return;
        }
        Pending pending = new Pending(new Cause(recorded.stream(), recorded.position(), event), decision);
        if (recorded.position() > past) {
            decided.add(pending);
        } else {
            decision.events().forEach(consequence -> missing.put(consequence.id(), pending));
        }
    }

    /** What should have followed from the past and did not, because a process died or met a fault; asked once. */
    private List<Pending> stillMissing() {
        List<Pending> found = new ArrayList<>();
        for (Pending pending : new HashSet<>(missing.values())) {
            if (pending.cause().event() instanceof Event.MatchScored
                    || pending.cause().event() instanceof Event.MatchForfeited
                    || pending.cause().event() instanceof Event.MatchSkipped) {
                // Only the moment at which the match ended says so; a cancelled tournament stays as it is.
                if (pending.decision().events().stream().allMatch(consequence -> state.awaits(consequence.stream()))) {
                    found.add(pending);
                }
            } else {
                undecided.add(pending.cause());
            }
        }
        missing.clear();
        return found;
    }

    /** Decides again, with what is known by now, about what could not be committed before. */
    private void redecide(List<Pending> decided) {
        for (Cause cause : undecided) {
            Decision decision = Director.decide(state, cause.stream(), cause.position(), cause.event());
            if (!decision.isEmpty()) {
                decided.add(new Pending(cause, decision));
            }
        }
        undecided.clear();
    }

    private void commit(List<Pending> decided) {
        for (Pending pending : decided) {
            try {
                commit(pending.decision());
            } catch (IdConflict e) {
                // Another tournament planned the same training first: its event is on its way to us.
                LOG.debug("{}", e.getMessage());
                synchronized (this) {
                    undecided.add(pending.cause());
                }
            }
        }
        if (decided.stream().anyMatch(pending -> !pending.decision().jobs().isEmpty())) {
            jobsAdded.run();
        }
    }

    private void commit(Decision decision) {
        // An append of its own for each event: another director may have recorded some of them already.
        List<Append> appends = decision.events().stream()
                .map(consequence -> new Append(
                        consequence.stream(),
                        ExpectedVersion.any(),
                        Recording.of(consequence.id(), consequence.event())))
                .toList();
        List<NewJob> jobs = decision.jobs().stream()
                .map(job -> new NewJob(
                        job.kind(),
                        job.key(),
                        job.priority(),
                        new JsonObject().put("stream", job.stream()).encode(),
                        MAX_ATTEMPTS))
                .toList();
        commitPatiently(new Commit(appends, jobs, Optional.empty()));
        decision.cancelled().forEach(stream -> database.jobs().cancel(stream, STOPPED));
    }

    /** A database that is away for a while delays the director and loses nothing. */
    private void commitPatiently(Commit commit) {
        while (!closed) {
            try {
                database.events().commit(commit);
                return;
            } catch (StoreUnavailable e) {
                if (standstill.notes(e)) {
                    LOG.debug("The director waits", e);
                } else {
                    LOG.warn("The director waits: {}", e.getMessage());
                }
                pause();
            }
        }
    }

    private synchronized void pause() {
        try {
            if (!closed) {
                TimeUnit.SECONDS.timedWait(this, 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        Subscription running;
        synchronized (this) {
            closed = true;
            running = subscription;
            notifyAll();
        }
        if (running != null) {
            running.close();
        }
    }
}
