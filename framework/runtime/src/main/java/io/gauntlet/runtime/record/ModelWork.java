package io.gauntlet.runtime.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.gauntlet.api.data.DataUnavailableException;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Model;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.event.Event.MatchPlanned;
import io.gauntlet.arena.event.Event.TrainingPlanned;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Split;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.runtime.compute.ComputePool;
import io.gauntlet.runtime.compute.ComputeTask;
import io.gauntlet.runtime.work.DataSets;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.store.Database;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.StoreUnavailable;

/** Goes through recorded matches with models of the record, those of one model together: putting one together costs time. */
final class ModelWork {
    private static final Duration LIMIT = Duration.ofHours(12);
    /** Most matches that one task takes: the work is shared by all threads, and a model put together seldom. */
    private static final int TOGETHER = 16;

    private final Database database;
    private final Rebuilding rebuilding;
    private final DataSets dataSets;
    private final ComputePool pool;

    ModelWork(Database database, Rebuilding rebuilding, DataSets dataSets, ComputePool pool) {
        this.database = database;
        this.rebuilding = rebuilding;
        this.dataSets = dataSets;
        this.pool = pool;
    }

    /** A model that is put together once. */
    record Opponent(String label, UUID training, String model, String dataSetHash, Split split) {
        /** That of a match. */
        static Opponent of(PlayedMatch match) {
            MatchPlanned plan = match.plan();
            return new Opponent(plan.defender(), plan.training(), plan.model(), plan.dataSetHash(), plan.played());
        }
    }

    /** What is done with a match and a model; called by several threads. */
    interface Task {
        /** Does it. */
        void take(Opponent opponent, PlayedMatch match, Model model, Examples test);

        /** Hears that it cannot be done, and why. */
        void skip(Opponent opponent, PlayedMatch match, String why);
    }

    /** Does it all, and returns when it is over. */
    void run(String name, Map<Opponent, List<PlayedMatch>> work, Task task) throws InterruptedException {
        StopSignal stop = new StopSignal();
        List<CompletableFuture<Void>> tasks = new ArrayList<>();
        try {
            for (Map.Entry<Opponent, List<PlayedMatch>> group : work.entrySet()) {
                tasks.addAll(begin(name, group.getKey(), group.getValue(), task, stop));
            }
            for (CompletableFuture<Void> one : tasks) {
                one.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException unexpected
                    ? unexpected
                    : new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } finally {
            stop.stop("The check ends.");
        }
    }

    private List<CompletableFuture<Void>> begin(
            String name, Opponent opponent, List<PlayedMatch> group, Task task, StopSignal stop)
            throws InterruptedException {
        TrainingPlanned training;
        ClassLoader loader;
        Examples test;
        try {
            training = training(opponent.training());
            loader = rebuilding.loader(training);
            test = played(group.get(0).plan());
        } catch (InvalidInputException | DataUnavailableException | IllegalStateException e) {
            group.forEach(match -> task.skip(opponent, match, String.valueOf(e.getMessage())));
            return List.of();
        }
        int size = Math.max(1, Math.min(TOGETHER, (group.size() + pool.size() - 1) / pool.size()));
        List<CompletableFuture<Void>> tasks = new ArrayList<>();
        for (int from = 0; from < group.size(); from += size) {
            List<PlayedMatch> part = group.subList(from, Math.min(from + size, group.size()));
            tasks.add(pool.submit(new ComputeTask<>(name, loader, LIMIT, stop, () -> {
                take(opponent, training, test, part, task, stop);
                return null;
            })));
        }
        return tasks;
    }

    private TrainingPlanned training(UUID id) {
        List<RecordedEvent> first = database.events().readStream(Ids.training(id), 0, 1);
        if (first.isEmpty() || !(Recording.read(first.get(0)) instanceof TrainingPlanned plan)) {
            throw new IllegalStateException("The record does not hold the plan of training " + id + ".");
        }
        return plan;
    }

    private Examples played(MatchPlanned plan) throws InterruptedException {
        return plan.played().of(MatchCheck.splits(dataSets, plan.dataSet(), plan.dataSetHash()));
    }

    private void take(
            Opponent opponent,
            TrainingPlanned training,
            Examples test,
            List<PlayedMatch> part,
            Task task,
            StopSignal stop) {
        Model model;
        try {
            byte[] weights = database.artifacts().read(opponent.model());
            model = rebuilding.model(training, weights, opponent.model(), test.shape());
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            part.forEach(
                    match -> task.skip(opponent, match, "its model cannot be put together: " + MatchCheck.reason(e)));
            return;
        }
        try (model) {
            for (PlayedMatch match : part) {
                stop.check();
                task.take(opponent, match, model, test);
            }
        }
    }
}
