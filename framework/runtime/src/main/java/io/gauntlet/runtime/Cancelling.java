package io.gauntlet.runtime;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.store.Append;
import io.gauntlet.store.Commit;
import io.gauntlet.store.Database;
import io.gauntlet.store.ExpectedVersion;
import io.gauntlet.store.NewEvent;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.VersionConflict;

/** Cancels tournaments. */
final class Cancelling {
    private final Database database;

    Cancelling(Database database) {
        this.database = database;
    }

    /**
     * Records that a tournament is cancelled and cancels the jobs of its matches.
     *
     * @return the streams of its matches
     * @throws InvalidInputException when it is over
     */
    Set<String> cancel(UUID id, String reason) {
        String stream = Ids.tournament(id);
        Event cancelled = new Event.TournamentCancelled(reason);
        NewEvent event = Recording.of(Ids.of(stream, EventCodec.type(cancelled), ""), cancelled);
        boolean recorded = false;
        Set<String> matches = Set.of();
        while (!recorded) {
            List<RecordedEvent> history = database.events().readStream(stream);
            checkNotOver(id, history);
            matches = matches(history);
            long version = history.get(history.size() - 1).version();
            recorded = append(new Append(stream, ExpectedVersion.exactly(version), event));
        }
        matches.forEach(match -> database.jobs().cancel(match, reason));
        return matches;
    }

    /** @return false when the director was faster: perhaps the tournament is over now */
    private boolean append(Append append) {
        try {
            database.events().commit(Commit.of(append));
            return true;
        } catch (VersionConflict e) {
            return false;
        }
    }

    private static void checkNotOver(UUID id, List<RecordedEvent> history) {
        for (RecordedEvent event : history) {
            if (event.type().equals("TournamentCompleted") || event.type().equals("TournamentCancelled")) {
                throw new InvalidInputException("The tournament " + id + " is over already.");
            }
        }
    }

    private static Set<String> matches(List<RecordedEvent> history) {
        return history.stream()
                .filter(event -> event.type().equals("RoundStarted"))
                .flatMap(event -> ((Event.RoundStarted) Recording.read(event)).all().stream())
                .map(match -> Ids.match(match.match()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
