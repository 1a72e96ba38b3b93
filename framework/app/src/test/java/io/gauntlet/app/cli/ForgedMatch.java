package io.gauntlet.app.cli;

import java.util.UUID;
import java.util.function.Consumer;

import io.gauntlet.app.TestProgram;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.store.Append;
import io.gauntlet.store.Commit;
import io.gauntlet.store.Database;
import io.gauntlet.store.DatabaseConfig;
import io.gauntlet.store.ExpectedVersion;
import io.gauntlet.store.RecordedEvent;

/** A match that nobody played, recorded as one that was: every hash is right. */
final class ForgedMatch {
    private ForgedMatch() {}

    /**
     * Appends to the record of a program what is there of a match, with other outcomes.
     *
     * @param match the one that was played
     * @param change is given the outcomes to be changed
     * @return the id of the forged one
     */
    static UUID append(TestProgram program, UUID match, Consumer<Outcomes> change) throws Exception {
        UUID forged = UUID.randomUUID();
        try (Database database = Database.open(DatabaseConfig.external(
                program.variable("GAUNTLET_DATABASE_URL"),
                program.variable("GAUNTLET_DATABASE_USER"),
                program.variable("GAUNTLET_DATABASE_PASSWORD")))) {
            for (RecordedEvent recorded : database.events().readStream(Ids.match(match))) {
                Event event = Recording.read(recorded);
                if (event instanceof Event.MatchScored scored) {
                    Outcomes outcomes = Outcomes.fromJson(database.artifacts().read(scored.outcomes()));
                    change.accept(outcomes);
                    event = new Event.MatchScored(
                            scored.examples(),
                            database.artifacts().put(outcomes.toJson(), "application/json"),
                            scored.samples(),
                            scored.cleanCorrect(),
                            scored.wrong(),
                            scored.queries(),
                            scored.gradients(),
                            scored.medianDistance());
                }
                database.events()
                        .commit(Commit.of(new Append(
                                Ids.match(forged), ExpectedVersion.any(), Recording.of(UUID.randomUUID(), event))));
            }
        }
        return forged;
    }
}
