package io.gauntlet.app.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gauntlet.arena.director.Decision;
import io.gauntlet.engine.backend.OffHeapLimitException;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.GauntletFailure;
import io.gauntlet.runtime.WorkerStatus;
import io.gauntlet.store.JobState;
import io.gauntlet.store.LiveWorker;
import io.gauntlet.store.StoreException;
import io.gauntlet.store.projection.ProjectionStatus;

/** Whether this process does what it should. The methods block, as long as the database takes to answer. */
final class Health {
    private final Gauntlet gauntlet;
    private volatile boolean ending;

    Health(Gauntlet gauntlet) {
        this.gauntlet = gauntlet;
    }

    /**
     * A state of the process.
     *
     * @param well whether it can be relied on
     * @param json as it is shown
     */
    record Report(boolean well, ObjectNode json) {}

    /** What is known about jobs, events, projections and the workers of all processes at one moment. */
    record Snapshot(
            long position,
            List<ProjectionStatus> projections,
            Map<String, Map<JobState, Long>> jobs,
            List<LiveWorker> workers) {}

    /** From now on the process is not to be relied on. */
    void ends() {
        ending = true;
    }

    /** Whether the process is ending. */
    boolean ending() {
        return ending;
    }

    /** Asks the database. @throws StoreException when it does not answer */
    Snapshot snapshot() {
        Map<String, Map<JobState, Long>> jobs = new TreeMap<>();
        for (String kind : Decision.Job.KINDS) {
            jobs.put(kind, gauntlet.database().jobs().counts(kind + "-"));
        }
        return new Snapshot(
                gauntlet.events().head().position(),
                gauntlet.projectionStatus(),
                jobs,
                gauntlet.database().jobs().workers());
    }

    /** Everything that a person who runs the server wants to know first. */
    Report report() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("status", "ok");
        ArrayNode everywhere = JsonNodeFactory.instance.arrayNode();
        boolean stored = database(json, everywhere);
        boolean working = workers(json, everywhere);
        boolean well = stored && working;
        if (ending) {
            json.put("status", "ending");
        } else if (!well) {
            json.put("status", "failing");
        }
        return new Report(well && !ending, json);
    }

    /** A report of a database that took too long. */
    Report silent() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("status", "failing");
        json.putObject("database").put("reachable", false).put("error", "The database does not answer in time.");
        return new Report(false, json);
    }

    private boolean database(ObjectNode json, ArrayNode everywhere) {
        ObjectNode database = json.putObject("database");
        try {
            Snapshot now = snapshot();
            database.put("reachable", true).put("readOnly", gauntlet.readOnly()).put("position", now.position());
            jobs(json.putObject("jobs"), now.jobs());
            now.workers()
                    .forEach(worker -> everywhere
                            .addObject()
                            .put("name", worker.name())
                            .put("since", worker.since().toString())
                            .put("running", worker.running().size()));
            return projections(json.putArray("projections"), now);
        } catch (StoreException e) {
            database.put("reachable", false).put("error", e.getMessage());
            return false;
        }
    }

    private static void jobs(ObjectNode json, Map<String, Map<JobState, Long>> jobs) {
        jobs.forEach((kind, counts) -> {
            ObjectNode states = json.putObject(kind);
            counts.forEach((state, count) -> states.put(state.name().toLowerCase(Locale.ROOT), count));
        });
    }

    /** One that is behind is busy; one that stopped needs a person. */
    private static boolean projections(ArrayNode json, Snapshot now) {
        boolean running = true;
        for (ProjectionStatus status : now.projections()) {
            json.addObject()
                    .put("name", status.name())
                    .put("position", status.position())
                    .put("behind", Math.max(0, now.position() - status.position()))
                    .put("error", status.error().orElse(null));
            running &= status.error().isEmpty();
        }
        return running;
    }

    private boolean workers(ObjectNode json, ArrayNode everywhere) {
        WorkerStatus workers = gauntlet.workers();
        ObjectNode shown = json.putObject("workers")
                .put("threads", workers.threads())
                .put("running", workers.running())
                .put("abandoned", workers.abandoned());
        shown.set("everywhere", everywhere);
        if (workers.threads() == 0) {
            return true;
        }
        try {
            gauntlet.checkHealth();
            return true;
        } catch (GauntletFailure | StoreException | OffHeapLimitException e) {
            shown.put("error", e.getMessage());
            return false;
        }
    }
}
