package io.gauntlet.arena.director;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Event.TrainingPlanned;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Player;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Defenses that are put around others: each waits for its base, which is trained once. */
class StackedDefendersTest {
    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);

    private static Chronicle begun(Event.TournamentPlanned plan) {
        Chronicle record = new Chronicle();
        record.append(Ids.tournament(FIRST), plan);
        return record;
    }

    private static List<Layout.Needed> needed(Event.TournamentPlanned plan) {
        return Layout.trainings(plan, Layout.player(plan, Kind.DEFENSE, "e"));
    }

    @Test
    void aBaseIsTrainedOnceAndBeforeWhatIsPutAroundIt() {
        Event.TournamentPlanned plan = Plans.stacked(600);
        for (long choices = 0; choices < 100; choices++) {
            Chronicle record = begun(plan);
            record.run(choices);
            List<TrainingPlanned> planned = record.events(TrainingPlanned.class).toList();
            assertEquals(3, planned.size(), "d alone and d within e are one training");
            assertNull(planned.get(0).base());
            for (int i = 1; i < 3; i++) {
                UUID base = needed(plan).get(i - 1).id();
                assertEquals(
                        new Event.BaseModel(base, "weights of " + Ids.training(base)),
                        planned.get(i).base());
                assertNotNull(planned.get(i).defender().base());
            }
            assertEquals(4, record.streams(Event.MatchPlanned.class).size());
            assertEquals(1, record.events(Event.TournamentCompleted.class).count());
            assertEquals(Set.of(), record.unfinished());
        }
    }

    @Test
    void whenABaseFailsWhatIsPutAroundItIsSkippedWithTheReason() {
        Event.TournamentPlanned plan = Plans.stacked(600);
        for (long choices = 0; choices < 50; choices++) {
            Chronicle record = begun(plan);
            record.fail(needed(plan).get(1).id());
            record.run(choices);
            List<Event.MatchSkipped> skipped =
                    record.events(Event.MatchSkipped.class).toList();
            assertEquals(2, skipped.size());
            assertTrue(skipped.stream().allMatch(one -> one.defender().equals("e")));
            assertEquals(
                    "The training of 'f-plugin', which 'e' is put around, failed: it diverged",
                    skipped.get(0).reason());
            assertEquals(1, record.events(Event.TournamentCompleted.class).count());
        }
    }

    /** The second comes at any moment, with another time limit, and finds what is trained or under way. */
    @Test
    void tournamentsShareLayers() {
        for (int steps = 0; steps < 25; steps++) {
            Chronicle record = begun(Plans.stacked(600));
            for (int i = 0; i < steps && (record.directorCan() || record.workerCan()); i++) {
                if (record.directorCan()) {
                    record.direct();
                } else {
                    record.work();
                }
            }
            record.append(Ids.tournament(SECOND), Plans.stacked(5));
            record.run(steps);
            assertEquals(3, record.streams(TrainingPlanned.class).size());
            assertEquals(2, record.events(Event.TournamentCompleted.class).count());
        }
    }

    @Test
    void aCancelledTournamentLeavesItsLayersToTheNext() {
        for (int steps = 0; steps < 25; steps++) {
            Chronicle record = begun(Plans.stacked(600));
            for (int i = 0; i < steps && (record.directorCan() || record.workerCan()); i++) {
                if (record.directorCan()) {
                    record.direct();
                } else {
                    record.work();
                }
            }
            record.append(Ids.tournament(FIRST), new Event.TournamentCancelled("enough"));
            record.append(Ids.tournament(SECOND), Plans.stacked(5));
            record.run(steps);
            assertEquals(3, record.streams(TrainingPlanned.class).size());
            assertTrue(record.events(Event.TournamentCompleted.class).count() >= 1);
            assertEquals(Set.of(), record.unfinished());
        }
    }

    /** Its base was revoked and corrected: what is put around it learns again too, and plays again alone. */
    @Test
    void whoTakesThePlaceOfABaseIsTrainedWithAllThatIsAroundIt() {
        Event.TournamentPlanned plan = Plans.stacked(600);
        Player inner = new Player(Kind.DEFENSE, "plugin", "plugin", "2", "jar2", null, plan.spec(), "configuration-d2");
        Player corrected = Plans.around("e", "configuration-e2", Plans.around("f", "configuration-f2", inner));
        List<Event.MatchEntry> matches = Layout.matches(FIRST, plan).stream()
                .filter(match -> match.defender().equals("e"))
                .toList();
        for (long choices = 0; choices < 50; choices++) {
            Chronicle record = begun(plan);
            record.run(choices);
            record.append(Ids.tournament(FIRST), Replays.again(plan, 1, List.of(corrected), matches));
            record.run(choices);
            List<TrainingPlanned> planned = record.events(TrainingPlanned.class).toList();
            assertEquals(6, planned.size());
            assertEquals(
                    List.of("configuration-d2", "configuration-f2", "configuration-e2"),
                    planned.subList(3, 6).stream()
                            .map(training -> training.defender().configuration())
                            .toList());
            List<Event.MatchPlanned> played =
                    record.events(Event.MatchPlanned.class).toList();
            assertEquals(4 + matches.size(), played.size());
            Event.MatchPlanned last = played.get(played.size() - 1);
            assertTrue(last.dependencies().stream().anyMatch(one -> one.target().equals("defense/plugin@2")));
            assertTrue(
                    last.dependencies().stream().noneMatch(one -> one.target().equals("defense/plugin@1")));
            assertEquals(2, record.events(Event.TournamentCompleted.class).count());
            assertEquals(Set.of(), record.unfinished());
        }
    }
}
