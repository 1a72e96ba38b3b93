package io.gauntlet.runtime.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import com.fasterxml.jackson.databind.JsonNode;

import io.gauntlet.api.data.DataUnavailableException;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Model;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.event.Event.MatchPlanned;
import io.gauntlet.arena.event.Event.TrainingPlanned;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.arena.referee.SurvivalTest;
import io.gauntlet.runtime.compute.ComputePool;
import io.gauntlet.runtime.compute.ComputeTask;
import io.gauntlet.runtime.work.DataSets;
import io.gauntlet.runtime.work.Faults;
import io.gauntlet.runtime.work.LoadedDataSet;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.store.ArtifactDropped;
import io.gauntlet.store.Database;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.StoreException;
import io.gauntlet.store.StoreUnavailable;

/** Re-scores matches, those against one model together, because putting a model together costs time. */
final class MatchCheck {
    private static final Duration LIMIT = Duration.ofHours(12);
    /** Most matches that one task takes: the work is shared by all threads, and a model put together seldom. */
    private static final int TOGETHER = 16;

    private final Database database;
    private final Rebuilding rebuilding;
    private final DataSets dataSets;
    private final ComputePool pool;
    private final CheckListener listener;
    private final List<String> differences = new ArrayList<>();
    private final List<String> unchecked = new ArrayList<>();
    private int all;
    private int over;
    private int matches;
    private long examples;
    private long rounding;
    private int dropped;

    MatchCheck(Database database, Rebuilding rebuilding, DataSets dataSets, ComputePool pool, CheckListener listener) {
        this.database = database;
        this.rebuilding = rebuilding;
        this.dataSets = dataSets;
        this.pool = pool;
        this.listener = listener;
    }

    /** What is put together once. */
    private record Opponent(UUID training, String model, String dataSetHash) {}

    void run(List<PlayedMatch> played) throws InterruptedException {
        all = played.size();
        Map<Opponent, List<PlayedMatch>> groups = new LinkedHashMap<>();
        for (PlayedMatch match : played) {
            MatchPlanned plan = match.plan();
            groups.computeIfAbsent(
                            new Opponent(plan.training(), plan.model(), plan.dataSetHash()), key -> new ArrayList<>())
                    .add(match);
        }
        StopSignal stop = new StopSignal();
        List<CompletableFuture<Void>> tasks = new ArrayList<>();
        try {
            for (Map.Entry<Opponent, List<PlayedMatch>> group : groups.entrySet()) {
                tasks.addAll(begin(group.getKey(), group.getValue(), stop));
            }
            for (CompletableFuture<Void> task : tasks) {
                task.get();
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

    private List<CompletableFuture<Void>> begin(Opponent opponent, List<PlayedMatch> group, StopSignal stop)
            throws InterruptedException {
        TrainingPlanned training;
        ClassLoader loader;
        Examples test;
        try {
            training = training(opponent.training());
            loader = rebuilding.loader(training);
            MatchPlanned plan = group.get(0).plan();
            test = test(dataSets, plan.dataSet(), plan.dataSetHash());
        } catch (InvalidInputException | DataUnavailableException | IllegalStateException e) {
            group.forEach(match -> skip(match, String.valueOf(e.getMessage())));
            return List.of();
        }
        int size = Math.max(1, Math.min(TOGETHER, (group.size() + pool.size() - 1) / pool.size()));
        List<CompletableFuture<Void>> tasks = new ArrayList<>();
        for (int from = 0; from < group.size(); from += size) {
            List<PlayedMatch> part = group.subList(from, Math.min(from + size, group.size()));
            tasks.add(pool.submit(new ComputeTask<>("Re-scoring matches", loader, LIMIT, stop, () -> {
                judge(opponent, training, test, part, stop);
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

    /** The test split that the record names. @throws IllegalStateException when what is here is another */
    static Examples test(DataSets dataSets, JsonNode dataSet, String hash) throws InterruptedException {
        LoadedDataSet data = dataSets.get(dataSet.required("id").textValue(), dataSet.required("params"));
        if (!data.hash().equals(hash)) {
            throw new IllegalStateException("The data set '" + data.id()
                    + "' is not the one this was played on: restore its files to re-score it.");
        }
        return data.splits().test();
    }

    private void judge(
            Opponent opponent, TrainingPlanned training, Examples test, List<PlayedMatch> part, StopSignal stop) {
        Model model;
        try {
            byte[] weights = database.artifacts().read(opponent.model());
            model = rebuilding.model(training, weights, opponent.model(), test.shape());
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            part.forEach(match -> skip(match, "its model cannot be put together: " + reason(e)));
            return;
        }
        try (model) {
            for (PlayedMatch match : part) {
                stop.check();
                judge(match, model, test);
            }
        }
    }

    private void judge(PlayedMatch match, Model model, Examples test) {
        List<SurvivalTest> survivalTests = List.of();
        try {
            survivalTests = rebuilding.survivalTests(match.plan().transformations(), test.shape());
            took(match, new Rescoring(match, database.artifacts(), test).judge(model, survivalTests));
        } catch (ArtifactDropped e) {
            drop(match);
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            skip(match, reason(e));
        } finally {
            survivalTests.forEach(one -> one.stage().close());
        }
    }

    static String reason(RuntimeException e) {
        return e instanceof StoreException || e instanceof IllegalArgumentException
                ? String.valueOf(e.getMessage())
                : Faults.sentence(e);
    }

    private synchronized void took(PlayedMatch match, Rescoring.Result result) {
        matches++;
        examples += result.examples();
        rounding += result.rounding();
        result.differences().forEach(difference -> differences.add(match.words() + ", " + difference + "."));
        over(match);
    }

    private synchronized void drop(PlayedMatch match) {
        dropped++;
        over(match);
    }

    private synchronized void skip(PlayedMatch match, String why) {
        unchecked.add(match.words() + " was not re-scored: " + why);
        over(match);
    }

    private void over(PlayedMatch match) {
        listener.matches(
                ++over,
                all,
                match.plan().attacker().label() + " against " + match.plan().defender());
    }

    synchronized List<String> differences() {
        return List.copyOf(differences);
    }

    synchronized List<String> unchecked() {
        return List.copyOf(unchecked);
    }

    synchronized int matches() {
        return matches;
    }

    synchronized long examples() {
        return examples;
    }

    synchronized long rounding() {
        return rounding;
    }

    synchronized int dropped() {
        return dropped;
    }

    List<String> others() {
        return List.copyOf(rebuilding.others());
    }
}
