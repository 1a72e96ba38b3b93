package io.gauntlet.runtime.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.StoppedException;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.runtime.compute.ComputePool;
import io.gauntlet.runtime.compute.ComputeTask;

/** Splits work over the threads of a pool: each takes the next piece until none is left. Whoever waits may interrupt. */
final class Crew {
    /** People watch a trial, and end it when it takes too long. */
    private static final Duration LIMIT = Duration.ofDays(7);

    private final ComputePool pool;
    private final String name;
    private final ClassLoader loader;
    private final StopSignal stop = new StopSignal();
    private final AtomicInteger next = new AtomicInteger();

    /**
     * A crew on a pool.
     *
     * @param name of the work, for people
     * @param loader the threads' context class loader meanwhile
     */
    Crew(ComputePool pool, String name, ClassLoader loader) {
        this.pool = pool;
        this.name = name;
        this.loader = loader;
    }

    /** One thread's tools. */
    interface Worker extends AutoCloseable {
        /** Does a piece. */
        void work(int piece);

        @Override
        void close();
    }

    /** How many threads there are. */
    int threads() {
        return pool.size();
    }

    /** Ends the work early. */
    StopSignal stop() {
        return stop;
    }

    /**
     * Does all pieces.
     *
     * @param hire makes the tools of one thread, on that thread
     * @throws ExecutionException with what the first failure was
     */
    void work(int pieces, Supplier<Worker> hire) throws InterruptedException, ExecutionException {
        List<CompletableFuture<Boolean>> shifts = new ArrayList<>();
        for (int i = 0; i < Math.min(pool.size(), pieces); i++) {
            shifts.add(pool.submit(new ComputeTask<>(name, loader, LIMIT, stop, () -> shift(pieces, hire))));
        }
        ExecutionException first = null;
        try {
            for (CompletableFuture<Boolean> shift : shifts) {
                first = end(shift, first);
            }
        } finally {
            stop.stop("It was ended.");
        }
        if (first != null) {
            throw first;
        }
    }

    /** Waits for one. After a failure the others end because they are told to, which is no failure of theirs. */
    private @Nullable ExecutionException end(CompletableFuture<Boolean> shift, @Nullable ExecutionException first)
            throws InterruptedException {
        try {
            shift.get();
            return first;
        } catch (ExecutionException e) {
            return first == null || first.getCause() instanceof StoppedException ? e : first;
        }
    }

    private boolean shift(int pieces, Supplier<Worker> hire) {
        try (Worker worker = hire.get()) {
            for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
                worker.work(piece);
            }
            return true;
        } catch (RuntimeException | Error e) {
            stop.stop("Another part of it failed.");
            throw e;
        }
    }
}
