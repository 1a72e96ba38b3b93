package io.gauntlet.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.runtime.record.CrossEvaluation;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.runtime.work.WorkerName;
import io.gauntlet.store.Commit;
import io.gauntlet.store.Database;
import io.gauntlet.store.EventStore;
import io.gauntlet.store.JobChoice;
import io.gauntlet.store.JobLease;
import io.gauntlet.store.JobState;
import io.gauntlet.store.NewJob;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.StoreException;
import io.gauntlet.store.Worker;
import io.gauntlet.store.projection.ProjectionStatus;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentView;

/**
 * Tries, once a tournament of several rounds is completed, what was stored before a defender came on it. There is a job for
 * each such tournament: of several processes one does it, another goes on when that one ends or dies, and once it is done it
 * is not begun again.
 */
final class ExampleReplays implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExampleReplays.class);

    /** The kind of the jobs, which {@link io.gauntlet.runtime.work.JobWorker} leaves alone: no plug-in has the word. */
    static final String KIND = "replay";

    private static final int MAX_ATTEMPTS = 3;
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final long PAUSE_MILLIS = 1_000;
    private static final long END_SECONDS = 5;

    /** Does the work for a tournament. */
    @FunctionalInterface
    interface Replay {
        CrossEvaluation.Report of(TournamentView view) throws InterruptedException;
    }

    private final Database database;
    private final Replay replay;
    private final Supplier<Catalog> catalog;
    private final Set<String> several = new HashSet<>();
    private final Set<Long> left = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread daemon = new Thread(runnable, "replays");
        daemon.setDaemon(true);
        return daemon;
    });
    private long position;
    private @Nullable Worker worker;

    private ExampleReplays(Database database, Replay replay, Supplier<Catalog> catalog) {
        this.database = database;
        this.replay = replay;
        this.catalog = catalog;
    }

    /** Starts to look for what is to be done, and to do it, on a thread of its own. */
    static ExampleReplays start(Database database, Replay replay, Supplier<Catalog> catalog) {
        ExampleReplays replays = new ExampleReplays(database, replay, catalog);
        var unused = replays.thread.scheduleWithFixedDelay(replays::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return replays;
    }

    /** Whether nothing of what is recorded by now is left to be done, here or by others; jobs left to others aside. */
    boolean done() {
        queue();
        return database.jobs().jobs(KIND + "-").stream()
                .allMatch(job -> job.state().over() || left.contains(job.id()));
    }

    private void look() {
        try {
            queue();
            while (ready() && workOne()) {
                LOG.debug("Another replay may be ready");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StoreException e) {
            LOG.debug("Stored examples cannot be replayed for now", e);
        } catch (RuntimeException e) {
            LOG.warn("Stored examples cannot be replayed for now: {}", e.toString());
        }
    }

    /** Queues a job for each tournament that was completed since; one that is known is not queued again. */
    private synchronized void queue() {
        List<RecordedEvent> page;
        do {
            page = database.events().readCategory("tournament", position, EventStore.MAX_PAGE);
            List<NewJob> jobs = new ArrayList<>();
            for (RecordedEvent recorded : page) {
                String stream = recorded.stream();
                if (recorded.type().equals("TournamentPlanned")) {
                    Event.TournamentPlanned plan = (Event.TournamentPlanned) Recording.read(recorded);
                    if (plan.game().count() > 1) {
                        several.add(stream);
                    }
                } else if (recorded.type().equals("TournamentCompleted") && several.contains(stream)) {
                    jobs.add(job(stream, recorded.position()));
                }
            }
            if (!jobs.isEmpty()) {
                database.events().commit(new Commit(List.of(), jobs, Optional.empty()));
            }
            position = page.isEmpty() ? position : page.get(page.size() - 1).position();
        } while (page.size() == EventStore.MAX_PAGE);
    }

    /** A tournament that is completed again, after matches were played again, has another job. */
    private static NewJob job(String stream, long completed) {
        return new NewJob(
                KIND,
                KIND + "-" + Ids.id(stream) + "-" + completed,
                0,
                new JsonObject()
                        .put("tournament", Ids.id(stream).toString())
                        .put("completed", completed)
                        .encode(),
                MAX_ATTEMPTS);
    }

    private boolean ready() {
        return database.jobs().counts(KIND + "-").getOrDefault(JobState.READY, 0L) > 0;
    }

    /** @return whether there was one that could be begun */
    private boolean workOne() throws InterruptedException {
        if (worker == null) {
            worker = database.jobs().register(WorkerName.ofThisProcess() + " (replays)");
        }
        Optional<JobLease> lease = database.jobs().claim(new JobChoice(Set.of(KIND), true, left), worker);
        return lease.isPresent() && work(lease.get());
    }

    private boolean work(JobLease lease) throws InterruptedException {
        try {
            JsonObject payload = new JsonObject(lease.payload());
            UUID id = UUID.fromString(payload.getString("tournament"));
            long completed = payload.getLong("completed");
            if (ProjectionStatus.all(database).stream().anyMatch(status -> status.position() < completed)) {
                // Its tables come in a moment.
                database.jobs().release(lease);
                return false;
            }
            TournamentView view = new TournamentQueries(database).view(id).orElseThrow();
            Optional<String> missing = missing(view);
            if (missing.isPresent()) {
                LOG.info(
                        "The stored examples of '{}' are left to other workers: {}",
                        view.summary().name(),
                        missing.get());
                left.add(lease.id());
                database.jobs().release(lease);
            } else {
                settle(lease, view, replay.of(view));
            }
            return true;
        } catch (InterruptedException e) {
            quietly(() -> database.jobs().release(lease));
            throw e;
        } catch (StoreException e) {
            quietly(() -> database.jobs().release(lease));
            throw e;
        } catch (RuntimeException e) {
            quietly(() -> database.jobs().retry(lease, String.valueOf(e.getMessage()), AGAIN));
            throw e;
        }
    }

    private void settle(JobLease lease, TournamentView view, CrossEvaluation.Report report) {
        String name = view.summary().name();
        if (report.obstacles().isEmpty()) {
            database.events().commit(new Commit(List.of(), List.of(), Optional.of(lease.succeeded())));
            LOG.info("The stored examples of '{}' were tried on those who came later: {}", name, report.tried());
        } else {
            report.obstacles().forEach(obstacle -> LOG.warn("{}: {}", name, obstacle));
            database.jobs().retry(lease, report.obstacles().get(0), AGAIN);
        }
    }

    /** What is needed and not loaded here, in a sentence; empty when all is. */
    private Optional<String> missing(TournamentView view) {
        Catalog here = catalog.get();
        String dataSet = view.plan().dataSet().required("id").textValue();
        if (!here.ids(Kind.DATA_SET).contains(dataSet)) {
            return Optional.of("The data set '" + dataSet + "' is not installed here.");
        }
        return view.plan().players().stream()
                .filter(player -> player.kind() == Kind.DEFENSE)
                .flatMap(player -> player.all().stream())
                .filter(part -> !here.ids(part.kind()).contains(part.plugin()))
                .map(part -> "The " + part.kind().noun() + " '" + part.plugin() + "' is not installed here.")
                .findFirst();
    }

    private static void quietly(Runnable settled) {
        try {
            settled.run();
        } catch (StoreException e) {
            // The lease ends with the worker's session.
            LOG.debug("A replay keeps its lease for now", e);
        }
    }

    /** Ends what runs; what is recorded of it stays, and whoever is next goes on from there. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                LOG.debug("A replay still runs and is given up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (worker != null) {
            Objects.requireNonNull(worker).close();
        }
    }
}
