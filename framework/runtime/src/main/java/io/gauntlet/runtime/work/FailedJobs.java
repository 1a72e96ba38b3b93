package io.gauntlet.runtime.work;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.vertx.core.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.arena.director.Decision;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.store.Database;
import io.gauntlet.store.Job;
import io.gauntlet.store.JobState;
import io.gauntlet.store.RecordedEvent;

/**
 * Finds jobs that failed because worker after worker died of them, and records for each what its worker no longer
 * could.
 */
final class FailedJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FailedJobs.class);
    private static final long PAUSE_SECONDS = 2;

    private final Database database;
    private final Set<Long> seen = new HashSet<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "failed-jobs");
        thread.setDaemon(true);
        return thread;
    });

    private FailedJobs(Database database) {
        this.database = database;
    }

    /** Starts to look now and then. */
    static FailedJobs watch(Database database) {
        FailedJobs failed = new FailedJobs(database);
        var unused = failed.clock.scheduleWithFixedDelay(failed::lookQuietly, 0, PAUSE_SECONDS, TimeUnit.SECONDS);
        return failed;
    }

    private void lookQuietly() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.debug("Failed jobs cannot be looked for now", e);
        }
    }

    private void look() {
        database.jobs().reclaim();
        long failed = 0;
        for (String kind : Decision.Job.KINDS) {
            failed += database.jobs().counts(kind + "-").getOrDefault(JobState.FAILED, 0L);
        }
        if (failed == seen.size()) {
            return;
        }
        for (String kind : Decision.Job.KINDS) {
            for (Job job : database.jobs().jobs(kind + "-")) {
                if (job.state() == JobState.FAILED && !seen.contains(job.id())) {
                    record(job);
                    seen.add(job.id());
                }
            }
        }
    }

    private void record(Job job) {
        String stream = new JsonObject(job.payload()).getString("stream");
        List<RecordedEvent> history = database.events().readStream(stream);
        boolean recorded = job.kind().equals(Decision.Job.MATCH)
                ? matchIsOver(history, stream, job.key())
                : contains(history, "ModelTrained") || failures(history) > number(job.key());
        if (!recorded) {
            GivenUp.record(database, stream, job.key(), failure(job));
        }
    }

    /** Where no attempt ended otherwise, the last one had its process for itself: it is nobody else's fault. */
    private static Event failure(Job job) {
        if (job.deaths() == job.attempts()) {
            return GivenUp.crashed(
                    job.kind(),
                    "Every process that played it died (" + job.deaths()
                            + " of them), the last one while nothing else ran in it.");
        }
        String why = job.reason().isEmpty() ? "its workers died" : job.reason();
        return GivenUp.failed(job.kind(), "It failed in " + job.attempts() + " attempts: " + why + ".");
    }

    /** Whether what came of this job is recorded; a match that is played again has another job. */
    private static boolean matchIsOver(List<RecordedEvent> history, String stream, String key) {
        String again = key.substring(stream.length());
        Set<UUID> results = Set.of(
                Ids.of(stream, "MatchScored", again),
                Ids.of(stream, "MatchForfeited", again),
                Ids.of(stream, "MatchForfeited", key));
        return history.stream().anyMatch(event -> results.contains(event.id()));
    }

    private static boolean contains(List<RecordedEvent> history, String type) {
        return history.stream().anyMatch(event -> event.type().equals(type));
    }

    private static long failures(List<RecordedEvent> history) {
        return history.stream()
                .filter(event -> event.type().equals("TrainingFailed"))
                .count();
    }

    /** The number after the last {@code #} of a training's key: how many failures came before. */
    private static int number(String key) {
        return Integer.parseInt(key.substring(key.lastIndexOf('#') + 1));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
