package io.gauntlet.runtime.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import io.gauntlet.api.Seed;
import io.gauntlet.api.data.DataUnavailableException;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Model;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Event.ModelTrained;
import io.gauntlet.arena.event.Event.TrainingPlanned;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.UnreadableEventException;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.runtime.compute.ComputePool;
import io.gauntlet.runtime.compute.ComputeTask;
import io.gauntlet.runtime.work.CleanAccuracy;
import io.gauntlet.runtime.work.DataSets;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.store.Database;
import io.gauntlet.store.EventStore;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.StoreUnavailable;

/** Evaluates stored models on the clean test split again. The curves of their trainings are not computed again. */
final class ModelCheck {
    private static final Duration LIMIT = Duration.ofHours(12);

    private final Database database;
    private final Rebuilding rebuilding;
    private final DataSets dataSets;
    private final ComputePool pool;
    private final List<String> differences = new ArrayList<>();
    private final List<String> unchecked = new ArrayList<>();
    private int models;

    ModelCheck(Database database, Rebuilding rebuilding, DataSets dataSets, ComputePool pool) {
        this.database = database;
        this.rebuilding = rebuilding;
        this.dataSets = dataSets;
        this.pool = pool;
    }

    /** @param streams those wanted; empty for all */
    void run(Optional<? extends Collection<String>> streams) throws InterruptedException {
        long position = 0;
        List<RecordedEvent> page;
        do {
            page = database.events().readCategory("training", position, EventStore.MAX_PAGE);
            for (RecordedEvent recorded : page) {
                position = recorded.position();
                if (recorded.type().equals("ModelTrained")
                        && (streams.isEmpty() || streams.get().contains(recorded.stream()))) {
                    check(recorded);
                }
            }
        } while (page.size() == EventStore.MAX_PAGE);
    }

    private void check(RecordedEvent recorded) throws InterruptedException {
        String what = "The model of " + recorded.stream() + " (event " + recorded.position() + ")";
        try {
            ModelTrained trained = (ModelTrained) Recording.read(recorded);
            TrainingPlanned plan = plan(recorded.stream());
            Examples test = MatchCheck.splits(dataSets, plan.dataSet(), plan.dataSetHash())
                    .test();
            CleanAccuracy.Count count = pool.submit(new ComputeTask<>(
                            "Evaluating a model",
                            rebuilding.loader(plan),
                            LIMIT,
                            new StopSignal(),
                            () -> count(plan, trained, test)))
                    .get();
            models++;
            compare(what, trained, count);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof StoreUnavailable away) {
                throw away;
            }
            unchecked.add(what + " was not evaluated: "
                    + (e.getCause() instanceof RuntimeException cause
                            ? MatchCheck.reason(cause)
                            : String.valueOf(e.getCause().getMessage())));
        } catch (InvalidInputException
                | DataUnavailableException
                | UnreadableEventException
                | IllegalStateException e) {
            unchecked.add(what + " was not evaluated: " + e.getMessage());
        }
    }

    private TrainingPlanned plan(String stream) {
        for (RecordedEvent recorded : database.events().readStream(stream)) {
            if (EventCodec.knows(recorded.type())) {
                Event event = Recording.read(recorded);
                if (event instanceof TrainingPlanned plan) {
                    return plan;
                }
            }
        }
        throw new IllegalStateException("the record does not hold the plan of its training.");
    }

    private CleanAccuracy.Count count(TrainingPlanned plan, ModelTrained trained, Examples test) {
        byte[] weights = database.artifacts().read(trained.model());
        try (Model model = rebuilding.model(plan, weights, trained.model(), test.shape())) {
            return CleanAccuracy.count(model, test, Seed.parse(plan.seed()).derive("clean"), new StopSignal());
        }
    }

    /** Rounding may turn the answers to samples whose margin is within it. */
    private void compare(String what, ModelTrained trained, CleanAccuracy.Count count) {
        double moved = Math.abs(trained.cleanAccuracy() * trained.samples() - count.right());
        if (trained.samples() != count.samples()) {
            differences.add(what + " is recorded as evaluated on " + trained.samples()
                    + " clean samples, the test split" + " has " + count.samples() + ".");
        } else if (Math.rint(moved) > count.near()) {
            differences.add(String.format(
                    Locale.ROOT,
                    "%s: its clean accuracy is recorded as %.4f, the model gives %.4f.",
                    what,
                    trained.cleanAccuracy(),
                    count.share()));
        }
    }

    List<String> differences() {
        return differences;
    }

    List<String> unchecked() {
        return unchecked;
    }

    /** How many were evaluated. */
    int models() {
        return models;
    }
}
