package io.gauntlet.bench.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.gauntlet.engine.backend.Backend;

/** Threads that each work on a part of a batch; the calling thread takes the first part. */
final class Parts implements AutoCloseable {
    private final ExecutorService others;
    private final int count;

    /** @param count how many parts and threads, at least 1 */
    Parts(int count) {
        this.count = count;
        others = Executors.newFixedThreadPool(Math.max(1, count - 1), task -> {
            Thread thread = new Thread(task, "bench-part");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs one task for each part and waits for all. */
    void run(List<? extends Runnable> tasks) {
        List<Future<?>> running = new ArrayList<>();
        for (Runnable task : tasks.subList(1, count)) {
            running.add(others.submit(() -> {
                Backend.pin();
                task.run();
            }));
        }
        tasks.get(0).run();
        for (Future<?> part : running) {
            try {
                part.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("A part of the batch failed.", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("The measurement was interrupted.", e);
            }
        }
    }

    @Override
    public void close() {
        others.shutdown();
    }
}
