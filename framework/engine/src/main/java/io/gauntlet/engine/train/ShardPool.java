package io.gauntlet.engine.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.StoppedException;

/** Daemon threads that compute shards, shared by all trainings of a process. Results do not depend on their number. */
public final class ShardPool implements AutoCloseable {
    private final ExecutorService threads;

    /** @param size how many threads, at least 1 */
    public ShardPool(int size) {
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(size, task -> {
            Thread thread = new Thread(task, "shard-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** One thread for each core. */
    public static ShardPool ofCores() {
        return new ShardPool(Runtime.getRuntime().availableProcessors());
    }

    /**
     * Runs tasks and waits for all of them: none is still running when this returns.
     *
     * @throws RuntimeException the first failure in the tasks' order
     * @throws StoppedException when the calling thread was interrupted
     */
    void run(List<Runnable> tasks) {
        List<Future<?>> running = new ArrayList<>();
        for (Runnable task : tasks) {
            running.add(threads.submit(task));
        }
        Throwable failure = null;
        boolean interrupted = false;
        for (Future<?> one : running) {
            boolean done = false;
            while (!done) {
                try {
                    one.get();
                    done = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    failure = failure == null ? e.getCause() : failure;
                    done = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            throw new StoppedException("The training was interrupted.");
        }
        rethrow(failure);
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
