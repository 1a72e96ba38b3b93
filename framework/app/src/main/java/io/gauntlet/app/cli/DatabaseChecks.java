package io.gauntlet.app.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.store.JobState;
import io.gauntlet.store.StoreException;
import io.gauntlet.store.projection.ProjectionStatus;

/** What the doctor finds about the database. */
final class DatabaseChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private DatabaseChecks() {}

    static List<Finding> all(GauntletCommand command) {
        try (Session session = Session.open(command, 1)) {
            return all(session.gauntlet());
        } catch (StoreException | InvalidInputException e) {
            return List.of(Finding.look(
                    "database", "cannot be used", Objects.requireNonNullElse(e.getMessage(), "see the log.")));
        }
    }

    private static List<Finding> all(Gauntlet gauntlet) {
        List<Finding> findings = new ArrayList<>();
        long head = gauntlet.events().head().position();
        findings.add(Finding.fine("database", gauntlet.database().address() + ", " + head + " events"));
        findings.addAll(projections(gauntlet, head));
        Map<JobState, Long> jobs = gauntlet.database().jobs().counts("");
        findings.add(Finding.fine(
                "jobs",
                jobs.getOrDefault(JobState.READY, 0L) + " waiting, " + jobs.getOrDefault(JobState.RUNNING, 0L)
                        + " running, " + gauntlet.unfinished().size() + " tournaments unfinished"));
        findings.add(Finding.of(
                "abandoned threads",
                gauntlet.abandoned().size() + " in this process (a server shows its own at /api/v1/health)",
                gauntlet.abandoned().isEmpty(),
                "restart: plug-in code ignores its end."));
        return findings;
    }

    private static List<Finding> projections(Gauntlet gauntlet, long head) {
        try {
            gauntlet.projections().await(head, PATIENCE);
        } catch (StoreException e) {
            return List.of(
                    Finding.look("projections", "stopped", Objects.requireNonNullElse(e.getMessage(), "see the log.")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Finding> findings = new ArrayList<>();
        for (ProjectionStatus status : gauntlet.projections().status()) {
            findings.add(Finding.of(
                    "projection " + status.name(),
                    "at " + status.position() + " of " + head,
                    status.error().isEmpty(),
                    status.error().orElse("")));
        }
        return findings;
    }
}
