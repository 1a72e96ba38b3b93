package io.gauntlet.runtime.work;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.arena.director.Decision;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Player;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.runtime.JobListener;
import io.gauntlet.runtime.cost.CostAccount.Item;
import io.gauntlet.store.FenceLost;
import io.gauntlet.store.JobChoice;
import io.gauntlet.store.JobLease;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.StoreException;
import io.gauntlet.store.Worker;

/** Claims jobs, as many at once as the compute pool has threads, and hands each to the verticle of its plug-in. */
public final class JobWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobWorker.class);
    private static final String ENDING = "The process is ending.";
    private static final long LOOK_SECONDS = 2;
    private static final long END_MILLIS = 2_000;
    private static final long PAUSE_MILLIS = 250;
    private static final long PAUSE_AFTER_FAULT_MILLIS = 2_000;

    private final Workplace workplace;
    private final JobRunner runner;
    private final WorkerTerms terms;
    private final Worker registered;
    private final LeftJobs left;
    private final Semaphore free;
    private final Map<Long, Assignment> assignments = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(runnable -> {
        Thread thread = new Thread(runnable, "job");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "job-leases");
        thread.setDaemon(true);
        return thread;
    });
    private final Thread claimer;
    private volatile boolean draining;
    private volatile boolean closing;
    private boolean news;

    /** Registers a worker. */
    JobWorker(Workplace workplace, JobRunner runner, WorkerTerms terms) {
        this.workplace = workplace;
        this.runner = runner;
        this.terms = terms;
        registered = workplace.database().jobs().register(terms.name());
        left = new LeftJobs(terms.listener());
        free = new Semaphore(workplace.pool().size());
        claimer = new Thread(this::claimAll, "job-claimer");
        claimer.setDaemon(true);
    }

    /** Starts to claim. */
    void start() {
        claimer.start();
        var unused = clock.scheduleWithFixedDelay(this::stopLost, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** Says that there may be new jobs. */
    public synchronized void wake() {
        news = true;
        notifyAll();
    }

    private synchronized void pause(long millis) throws InterruptedException {
        if (!news) {
            TimeUnit.MILLISECONDS.timedWait(this, millis);
        }
        news = false;
    }

    private void claimAll() {
        try {
            while (!draining && !workplace.pool().exhausted() && !runner.blocked()) {
                free.acquire();
                boolean claimed = false;
                try {
                    claimed = claimOne();
                } finally {
                    if (!claimed) {
                        free.release();
                    }
                }
                if (!claimed) {
                    pause(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("No more jobs are claimed");
        }
    }

    private boolean claimOne() throws InterruptedException {
        try {
            long begun = System.nanoTime();
            Optional<JobLease> lease =
                    draining ? Optional.empty() : workplace.database().jobs().claim(choice(), registered);
            if (lease.isPresent()) {
                workplace.costs().since(Item.STORE, begun);
                // Nothing runs now, so that this does not wait.
                free.acquire(permits(lease.get()) - 1);
                threads.execute(() -> deliver(lease.get()));
            }
            return lease.isPresent();
        } catch (StoreException e) {
            if (!draining) {
                LOG.warn("No job can be claimed for now: {}", e.getMessage());
                pause(PAUSE_AFTER_FAULT_MILLIS);
            }
            return false;
        }
    }

    private JobChoice choice() {
        boolean alone = free.availablePermits() == workplace.pool().size() - 1;
        return new JobChoice(Decision.Job.KINDS, alone, left.jobs());
    }

    /** A job that must run alone takes the place of all. */
    private int permits(JobLease lease) {
        return lease.alone() ? workplace.pool().size() : 1;
    }

    private void deliver(JobLease lease) {
        long claimed = System.nanoTime();
        CompletableFuture<Void> over = new CompletableFuture<>();
        var unused = over.whenComplete((nothing, failure) -> {
            assignments.remove(lease.id());
            free.release(permits(lease));
            wake();
        });
        String stream = new JsonObject(lease.payload()).getString("stream");
        Assignment assignment;
        try {
            assignment = new Assignment(
                    lease,
                    stream,
                    workplace.database().events().readStream(stream),
                    registered.name(),
                    claimed,
                    new StopSignal(),
                    over);
        } catch (StoreException e) {
            LOG.warn("{} cannot be read for now: {}", stream, e.getMessage());
            releaseQuietly(lease);
            over.complete(null);
            return;
        }
        assignments.put(lease.id(), assignment);
        if (closing) {
            assignment.stop().stop(ENDING);
        }
        try {
            Optional<String> obstacle = obstacle(assignment);
            if (obstacle.isPresent()) {
                left.add(lease, obstacle.get());
                runner.release(assignment);
                over.complete(null);
            } else {
                send(assignment);
            }
        } catch (InterruptedException e) {
            runner.release(assignment);
            over.complete(null);
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            runner.retry(assignment, Faults.sentence(e));
            over.complete(null);
        }
    }

    private Optional<String> obstacle(Assignment assignment) throws InterruptedException {
        return terms.leaving() ? runner.kind(assignment).obstacle(assignment.plan()) : Optional.empty();
    }

    private void send(Assignment assignment) {
        Player player = runner.kind(assignment).player(assignment.plan());
        JsonObject message = new JsonObject()
                .put("job", assignment.lease().id())
                .put("fence", assignment.lease().fence())
                .put("stream", assignment.stream());
        try {
            workplace
                    .bus()
                    .send(player.kind(), player.plugin(), message)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IllegalStateException(
                    "The " + player.kind().noun() + " '" + player.plugin() + "' cannot be reached here"
                            + (cause instanceof ReplyException reply ? " (" + reply.failureType() + ")" : "")
                            + ": install its plug-in.",
                    cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ENDING, e);
        }
    }

    /** Takes the message about a job on the verticle of its plug-in. */
    public void accept(JsonObject message) {
        Assignment assignment = assignments.get(message.getLong("job", -1L));
        if (assignment == null || assignment.lease().fence() != message.getLong("fence", -1L)) {
            throw new IllegalArgumentException("The message names no job that this process has leased.");
        }
        threads.execute(() -> {
            try {
                if (terms.listener().equals(JobListener.DEAF)) {
                    runner.run(assignment);
                } else {
                    tell(assignment);
                }
            } finally {
                assignment.over().complete(null);
            }
        });
    }

    private void tell(Assignment assignment) {
        String name = runner.kind(assignment).name(assignment.plan());
        terms.listener().begun(name);
        runner.run(assignment);
        Optional<Event> outcome = Optional.empty();
        try {
            outcome = outcome(assignment);
        } catch (StoreException e) {
            LOG.debug("What came of {} cannot be read", assignment.stream(), e);
        }
        terms.listener().over(name, outcome);
    }

    /** What this attempt ended with in the record. */
    private Optional<Event> outcome(Assignment assignment) {
        List<RecordedEvent> history = workplace.database().events().readStream(assignment.stream());
        RecordedEvent last = history.get(history.size() - 1);
        boolean begun = last.version() <= assignment.version() || last.type().endsWith("Started");
        return begun ? Optional.empty() : Optional.of(Recording.read(last));
    }

    /** A job that was cancelled, or given to another, is done for nothing. */
    private void stopLost() {
        try {
            for (Assignment assignment : assignments.values()) {
                if (!workplace.database().jobs().holds(assignment.lease())) {
                    assignment.stop().stop("The job was cancelled, or others do it.");
                }
            }
        } catch (StoreException e) {
            LOG.debug("Whether the jobs are still wanted cannot be seen for now", e);
        }
    }

    /** Asks the jobs of some streams to end; they return to the queue, unless they were cancelled there. */
    void stop(Set<String> streams, String why) {
        for (Assignment assignment : assignments.values()) {
            if (streams.contains(assignment.stream())) {
                assignment.stop().stop(why);
            }
        }
    }

    /** How many jobs run here now. */
    int running() {
        return assignments.size();
    }

    /**
     * Claims no more jobs and waits until those that run are over.
     *
     * @return false when some still ran when the time was over
     */
    boolean drain(Duration time) throws InterruptedException {
        draining = true;
        wake();
        int all = workplace.pool().size();
        boolean over = free.tryAcquire(all, time.toNanos(), TimeUnit.NANOSECONDS);
        if (over) {
            free.release(all);
        }
        return over;
    }

    /** Claims no more, asks the running jobs to end, and returns them to the queue. */
    @Override
    public void close() {
        draining = true;
        closing = true;
        claimer.interrupt();
        for (Assignment assignment : assignments.values()) {
            assignment.stop().stop(ENDING);
        }
        workplace.pool().close();
        awaitAll();
        assignments.values().forEach(assignment -> releaseQuietly(assignment.lease()));
        registered.close();
        clock.shutdownNow();
        threads.shutdown();
    }

    private void awaitAll() {
        try {
            claimer.join(END_MILLIS);
            int all = workplace.pool().size();
            if (free.tryAcquire(all, END_MILLIS, TimeUnit.MILLISECONDS)) {
                free.release(all);
            } else {
                LOG.debug("Some jobs still run and are given up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void releaseQuietly(JobLease lease) {
        try {
            workplace.database().jobs().release(lease);
        } catch (FenceLost e) {
            LOG.debug("{}", e.getMessage());
        } catch (StoreException e) {
            LOG.warn("Job {} returns to the queue with the end of this process: {}", lease.key(), e.getMessage());
        }
    }
}
