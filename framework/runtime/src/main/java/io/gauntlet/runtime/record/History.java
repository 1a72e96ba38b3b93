package io.gauntlet.runtime.record;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.store.Database;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.projection.AsOf;
import io.gauntlet.store.projection.MatchView;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentSummary;
import io.gauntlet.store.projection.TournamentView;

/** What a tournament looked like at an earlier moment, beside its tables: its state, and that of its models. */
public final class History {
    private final Database database;
    private final long last;

    /** @param last position of the last event that had happened */
    public History(Database database, long last) {
        this.database = database;
        this.last = last;
    }

    /** A view whose tables are as of then, with everything else as of then too. */
    public TournamentView of(TournamentView view) {
        return new TournamentView(
                summary(view.summary()),
                view.plan(),
                view.models().stream().map(this::model).toList(),
                view.scoreboards(),
                view.revoked());
    }

    private TournamentSummary summary(TournamentSummary now) {
        String state = "running";
        String reason = null;
        Instant finished = null;
        for (RecordedEvent recorded : then(Ids.tournament(now.id()))) {
            Event event = Recording.read(recorded);
            if (event instanceof Event.TournamentCompleted) {
                state = "completed";
                finished = recorded.originallyRecordedAt();
            } else if (event instanceof Event.TournamentCancelled cancelled) {
                state = "cancelled";
                reason = cancelled.reason();
                finished = recorded.originallyRecordedAt();
            } else if (event instanceof Event.RoundStarted && state.equals("completed")) {
                // Matches whose results were revoked are played again.
                state = "running";
                finished = null;
            }
        }
        int over = (int) new TournamentQueries(database)
                .matches(now.id(), AsOf.at(last)).stream().filter(this::over).count();
        return new TournamentSummary(
                now.id(), now.name(), state, reason, now.position(), now.plannedAt(), finished, now.matches(), over);
    }

    private boolean over(MatchView match) {
        Long position = match.position();
        return position != null && position <= last;
    }

    private TournamentView.ModelView model(TournamentView.ModelView now) {
        @Nullable RecordedEvent latest = null;
        for (RecordedEvent recorded : then(Ids.training(now.training()))) {
            latest = recorded;
        }
        if (latest != null && latest.type().equals("ModelTrained")) {
            return now;
        }
        String state = latest == null ? "waiting" : state(latest.type());
        String reason = latest != null && Recording.read(latest) instanceof Event.TrainingFailed failed
                ? failed.reason()
                : null;
        return new TournamentView.ModelView(
                now.label(), now.training(), state, null, null, null, reason, null, now.bases(), null, now.mark());
    }

    private static String state(String type) {
        return switch (type) {
            case "TrainingFailed" -> "failed";
            case "TrainingStarted" -> "running";
            default -> "planned";
        };
    }

    private List<RecordedEvent> then(String stream) {
        return database.events().readStream(stream).stream()
                .filter(event -> event.position() <= last && EventCodec.knows(event.type()))
                .toList();
    }
}
