package io.gauntlet.runtime.compute;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fixed number of platform threads for plug-in code. Java cannot stop a thread: code whose time is over is asked to
 * end by its {@link io.gauntlet.arena.match.StopSignal} and by an interrupt; if it still runs after a grace, its thread is abandoned and
 * replaced. Once more than half of the pool's size is abandoned, the pool is {@link #exhausted()}: the abandoned code
 * takes the CPUs away, and only the end of the process stops it.
 */
public final class ComputePool implements AutoCloseable {
    /** How long code may still run after it was asked to end. */
    public static final Duration GRACE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(ComputePool.class);

    private final int size;
    private final Duration grace;
    private final Runnable prepare;
    private final BlockingQueue<Execution<?>> queue = new LinkedBlockingQueue<>();
    private final Set<Execution<?>> running = ConcurrentHashMap.newKeySet();
    private final Map<Execution<?>, AbandonedTask> abandoned = new LinkedHashMap<>();
    private final ScheduledThreadPoolExecutor clock;
    private final AtomicInteger threads = new AtomicInteger();
    private final AtomicInteger renewals = new AtomicInteger();
    private volatile boolean closed;

    /**
     * Starts the threads.
     *
     * @param size how many, at least 1
     * @param grace how long code may still run after it was asked to end
     * @param prepare run once by each thread before its first task
     */
    public ComputePool(int size, Duration grace, Runnable prepare) {
        if (size < 1) {
            throw new IllegalArgumentException("A compute pool needs at least one thread, not " + size + ".");
        }
        this.size = size;
        this.grace = grace;
        this.prepare = prepare;
        clock = new ScheduledThreadPoolExecutor(1, runnable -> daemon(runnable, "compute-clock"));
        clock.setRemoveOnCancelPolicy(true);
        for (int i = 0; i < size; i++) {
            startThread();
        }
    }

    /** The number of threads. */
    public int size() {
        return size;
    }

    /**
     * Runs a task as soon as a thread is free.
     *
     * @return completes with what the work returned, with what it threw, or with a {@link TimedOutException}
     * @throws RejectedExecutionException when the pool is closed
     */
    public <T> CompletableFuture<T> submit(ComputeTask<T> task) {
        if (closed) {
            throw new RejectedExecutionException("The compute pool is closed.");
        }
        Execution<T> execution = new Execution<>(task);
        queue.add(execution);
        if (closed && queue.remove(execution)) {
            execution.refuse(); // it came after the queue was emptied
        }
        return execution.result;
    }

    /** Code that ignored its end and still runs. */
    public List<AbandonedTask> abandoned() {
        synchronized (abandoned) {
            return List.copyOf(abandoned.values());
        }
    }

    /** Whether so much code ignored its end that the process must be restarted. */
    public boolean exhausted() {
        synchronized (abandoned) {
            return abandoned.size() > size / 2;
        }
    }

    /**
     * Replaces the threads, each once its present task is over: nothing that code left behind in a thread's own variables
     * outlives it.
     */
    public void renew() {
        renewals.incrementAndGet();
    }

    /** Asks everything that runs to end, fails what waits, and waits for the grace. */
    @Override
    public void close() {
        closed = true;
        List<Execution<?>> waiting = new ArrayList<>();
        queue.drainTo(waiting);
        waiting.forEach(execution -> execution.refuse());
        List<Execution<?>> ending = List.copyOf(running);
        ending.forEach(Execution::interrupt);
        long deadline = System.nanoTime() + grace.toNanos();
        for (Execution<?> execution : ending) {
            execution.awaitEnd(deadline - System.nanoTime());
        }
        clock.shutdownNow();
    }

    private void startThread() {
        daemon(this::serve, "compute-" + threads.incrementAndGet()).start();
    }

    private static Thread daemon(Runnable runnable, String name) {
        Thread thread = new Thread(runnable, name);
        thread.setDaemon(true);
        return thread;
    }

    private void serve() {
        int begun = renewals.get();
        prepare.run();
        boolean mine = true;
        while (mine && !closed && renewals.get() == begun) {
            Execution<?> execution = next();
            if (execution != null) {
                mine = execution.run();
            }
        }
        if (mine && !closed) {
            startThread();
        }
    }

    private @Nullable Execution<?> next() {
        try {
            return queue.poll(200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Interrupts are for tasks; this one came too late.
            return null;
        }
    }

    /** One task on its way through the pool. */
    private final class Execution<T> {
        private final ComputeTask<T> task;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private @Nullable Thread thread;
        private boolean over;
        private boolean timedOut;
        private boolean givenUp;

        Execution(ComputeTask<T> task) {
            this.task = task;
        }

        /** @return whether the thread still belongs to the pool */
        boolean run() {
            Thread current = Thread.currentThread();
            synchronized (this) {
                thread = current;
            }
            running.add(this);
            if (closed) {
                return refuseTaken();
            }
            Future<?> timer;
            try {
                timer = clock.schedule(this::expire, task.limit().toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                return refuseTaken();
            }
            ClassLoader before = current.getContextClassLoader();
            current.setContextClassLoader(task.loader());
            T value = null;
            Throwable failure = null;
            try {
                value = task.work().call();
            } catch (Throwable e) {
                failure = e;
            }
            current.setContextClassLoader(before);
            timer.cancel(false);
            return end(value, failure);
        }

        /** The pool was closed after a thread had taken this from the queue. */
        private boolean refuseTaken() {
            synchronized (this) {
                over = true;
                notifyAll();
            }
            running.remove(this);
            refuse();
            return true;
        }

        private boolean end(@Nullable T value, @Nullable Throwable failure) {
            boolean mine;
            boolean late;
            synchronized (this) {
                over = true;
                late = timedOut;
                mine = !givenUp;
                notifyAll();
            }
            // The interrupt was for the task, which is over.
            boolean interrupted = Thread.interrupted();
            running.remove(this);
            if (!mine) {
                LOG.info("{} ended at last{}", task.name(), interrupted ? " (interrupted)" : "");
                synchronized (abandoned) {
                    abandoned.remove(this);
                }
            } else if (failure == null) {
                complete(value);
            } else {
                result.completeExceptionally(late ? timedOut(false) : failure);
            }
            return mine;
        }

        @SuppressWarnings("NullAway")
        private void complete(@Nullable T value) {
            result.complete(value);
        }

        private TimedOutException timedOut(boolean stillRunning) {
            return new TimedOutException(sentence(), stillRunning);
        }

        private String sentence() {
            return task.name() + " took longer than the limit of " + seconds(task.limit()) + " s.";
        }

        private void expire() {
            synchronized (this) {
                if (over) {
                    return;
                }
                timedOut = true;
            }
            interrupt();
            var unused = clock.schedule(this::giveUp, grace.toMillis(), TimeUnit.MILLISECONDS);
        }

        void interrupt() {
            task.stop().stop(timedOut ? sentence() : "The process is ending.");
            synchronized (this) {
                if (!over && thread != null) {
                    thread.interrupt();
                }
            }
        }

        private void giveUp() {
            synchronized (this) {
                if (over) {
                    return;
                }
                givenUp = true;
            }
            LOG.warn("{} It ignores its end; its thread is abandoned.", sentence());
            synchronized (abandoned) {
                abandoned.put(this, new AbandonedTask(task.name(), Instant.now()));
            }
            if (!closed) {
                startThread();
            }
            result.completeExceptionally(timedOut(true));
        }

        void refuse() {
            result.completeExceptionally(new RejectedExecutionException("The process is ending."));
        }

        synchronized void awaitEnd(long nanos) {
            long deadline = System.nanoTime() + nanos;
            try {
                for (long left = nanos; !over && left > 0; left = deadline - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String seconds(Duration limit) {
        double seconds = limit.toMillis() / 1000.0;
        return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
    }
}
