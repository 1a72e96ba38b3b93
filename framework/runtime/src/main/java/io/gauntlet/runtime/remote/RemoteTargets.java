package io.gauntlet.runtime.remote;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.engine.backend.Backend;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.compute.ComputePool;
import io.gauntlet.runtime.compute.ComputeTask;
import io.gauntlet.runtime.work.LoadedDataSet;
import io.gauntlet.runtime.work.ModelFinder;

/**
 * Asks stored models for programs elsewhere, one question after the other on one thread of its own: jobs that are played
 * in this process never wait for them. Can be used from any thread.
 */
public final class RemoteTargets implements AutoCloseable {
    /** One question, with the loading of model and data where it is the first. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** A thread has models of its own, so that one whose code does not end keeps nothing that others use. */
    private static final ThreadLocal<Opened> OPENED = ThreadLocal.withInitial(Opened::new);

    private final Gauntlet gauntlet;
    private final ComputePool pool = new ComputePool(1, ComputePool.GRACE, Backend::load);

    /** With the models, plug-ins and data sets of a process. */
    public RemoteTargets(Gauntlet gauntlet) {
        this.gauntlet = gauntlet;
    }

    /** The models used last. */
    private static final class Opened extends LinkedHashMap<String, RemoteTarget> {
        private static final long serialVersionUID = 1L;
        private static final int MOST = 2;

        Opened() {
            super(MOST, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RemoteTarget> eldest) {
            if (size() > MOST) {
                eldest.getValue().close();
                return true;
            }
            return false;
        }
    }

    /**
     * Asks when all that was asked before is answered.
     *
     * @param sha the model's whole SHA-256
     * @return the answer, or what the question threw; {@link UnknownTarget} when there is no such model;
     *     {@link InvalidInputException} when a plug-in or data of it are missing here or have changed;
     *     {@link io.gauntlet.runtime.compute.TimedOutException} when it took too long; {@link RejectedExecutionException}
     *     when nothing more can be asked here
     */
    public <T> CompletableFuture<T> ask(String sha, Function<RemoteTarget, T> question) {
        if (pool.exhausted()) {
            return CompletableFuture.failedFuture(
                    new RejectedExecutionException(
                            "A model does not end its answer: this server must be started again before it answers for others."));
        }
        try {
            return pool.submit(new ComputeTask<>(
                    "An answer of the model " + sha,
                    RemoteTargets.class.getClassLoader(),
                    LIMIT,
                    new StopSignal(),
                    () -> question.apply(opened(sha))));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private RemoteTarget opened(String sha) throws InterruptedException {
        Opened opened = OPENED.get();
        RemoteTarget known = opened.get(sha);
        if (known != null) {
            return known;
        }
        ModelFinder.Stored stored = new ModelFinder(gauntlet.plugins())
                .stored(sha, gauntlet.database())
                .orElseThrow(() -> new UnknownTarget(sha));
        LoadedDataSet data = gauntlet.dataSet(
                stored.dataSet().path("id").asText(), stored.dataSet().path("params"));
        if (!data.hash().equals(stored.dataSetHash())) {
            throw new InvalidInputException(
                    "The data set '" + data.id() + "' has changed since the model " + sha + " was trained on it.");
        }
        RemoteTarget target = new RemoteTarget(stored.model(), data);
        opened.put(sha, target);
        return target;
    }

    /** Ends what runs. The models are freed with their thread. */
    @Override
    public void close() {
        pool.close();
    }
}
