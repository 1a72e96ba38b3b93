package io.gauntlet.runtime.work;

import io.gauntlet.arena.director.Decision;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.store.Append;
import io.gauntlet.store.Commit;
import io.gauntlet.store.Database;
import io.gauntlet.store.ExpectedVersion;

/** What is recorded of jobs that nobody could do. */
final class GivenUp {
    private GivenUp() {}

    /** All attempts met faults of the infrastructure. */
    static Event failed(String kind, String sentence) {
        return event(kind, Faults.FRAMEWORK, Faults.FRAMEWORK, "infrastructure", sentence);
    }

    /** Every process that began the job died of it. As of a match that takes too long: the attack had the word. */
    static Event crashed(String kind, String sentence) {
        return event(kind, Faults.DEFENSE, Faults.ATTACK, "crash", sentence);
    }

    private static Event event(String kind, String step, String by, String cause, String sentence) {
        return kind.equals(Decision.Job.TRAINING)
                ? new Event.TrainingFailed(step, sentence)
                : new Event.MatchForfeited(by, cause, sentence);
    }

    /** Records it, under an id of its own, so that a second record changes nothing. */
    static void record(Database database, String stream, String key, Event event) {
        database.events()
                .commit(Commit.of(new Append(
                        stream,
                        ExpectedVersion.any(),
                        Recording.of(Ids.of(stream, EventCodec.type(event), key), event))));
    }
}
