package io.gauntlet.arena.director;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Player;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DirectorTest {
    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);
    /** Two defenders x two threat models x (three slices of a + the one match of u). */
    private static final int MATCHES = 16;

    private static Chronicle begun(UUID id, Event.TournamentPlanned plan) {
        Chronicle record = new Chronicle();
        record.append(Ids.tournament(id), plan);
        return record;
    }

    private static UUID training(Event.TournamentPlanned plan, String label) {
        return Layout.models(plan).stream()
                .filter(model -> model.label().equals(label))
                .findFirst()
                .orElseThrow()
                .training();
    }

    private static void assertOnce(List<String> streams, int expected) {
        assertEquals(expected, streams.size());
        assertEquals(expected, new HashSet<>(streams).size(), "planned twice");
    }

    @Test
    void everyMatchIsPlannedOnceWhateverTheOrderOfEvents() {
        for (long choices = 0; choices < 200; choices++) {
            Chronicle record = begun(FIRST, Plans.two(600));
            record.run(choices);
            assertOnce(record.streams(Event.MatchPlanned.class), MATCHES);
            assertOnce(record.streams(Event.TrainingPlanned.class), 2);
            assertEquals(1, record.events(Event.RoundClosed.class).count());
            assertEquals(1, record.events(Event.TournamentCompleted.class).count());
            assertEquals(Set.of(), record.unfinished());
        }
    }

    @Test
    void aModelMayBeReadyBeforeTheRoundStarts() {
        Event.TournamentPlanned plan = Plans.two(600);
        Chronicle record = begun(FIRST, plan);
        record.direct();
        record.work();
        record.work();
        assertEquals(Event.ModelTrained.class, record.log.get(5).event().getClass());
        record.run(0);
        assertOnce(record.streams(Event.MatchPlanned.class), MATCHES);
    }

    @Test
    void matchesCoverEachSampleOncePerCellAndShareSeeds() {
        Chronicle record = begun(FIRST, Plans.two(600));
        record.run(0);
        Map<String, List<Integer>> covered = record.events(Event.MatchPlanned.class)
                .collect(Collectors.groupingBy(
                        match -> match.attacker().label()
                                + match.defender()
                                + match.threatModel().id(),
                        Collectors.flatMapping(match -> match.samples().stream(), Collectors.toList())));
        assertEquals(8, covered.size());
        covered.values()
                .forEach(samples -> assertEquals(
                        List.of(10, 11, 12, 13, 14), samples.stream().sorted().toList()));
        Set<String> seeds = record.events(Event.MatchPlanned.class)
                .filter(match -> match.attacker().label().equals("a")
                        && match.threatModel().equals(Plans.LINF))
                .map(Event.MatchPlanned::attackSeed)
                .collect(Collectors.toSet());
        assertEquals(1, seeds.size(), "slices and defenders share the draws of a sample");
        Event.MatchPlanned match =
                record.events(Event.MatchPlanned.class).findFirst().orElseThrow();
        assertEquals("weights of " + Ids.training(match.training()), match.model());
        assertEquals("rotate", match.transformations().get(0).label());
        assertFalse(seeds.contains(match.refereeSeed()));
    }

    @Test
    void aFailedTrainingSkipsItsMatchesAndTheRestIsPlayed() {
        for (long choices = 0; choices < 50; choices++) {
            Event.TournamentPlanned plan = Plans.two(600);
            Chronicle record = begun(FIRST, plan);
            record.fail(training(plan, "e"));
            record.run(choices);
            assertOnce(record.streams(Event.MatchPlanned.class), MATCHES / 2);
            List<Event.MatchSkipped> skipped =
                    record.events(Event.MatchSkipped.class).toList();
            assertEquals(MATCHES / 2, skipped.size());
            assertTrue(skipped.stream().allMatch(s -> s.defender().equals("e")));
            assertEquals(
                    "The training of 'e' failed: it diverged", skipped.get(0).reason());
            assertEquals(1, record.events(Event.TournamentCompleted.class).count());
        }
    }

    @Test
    void unplayableCellsAreSkippedWithTheirReason() {
        Event.TournamentPlanned plan = Plans.two(600, new Event.Unplayable("u", Plans.L2.id(), "it plays linf only"));
        for (long choices = 0; choices < 30; choices++) {
            Chronicle record = begun(FIRST, plan);
            record.fail(training(plan, "d"));
            record.run(choices);
            assertEquals(
                    2,
                    record.events(Event.MatchSkipped.class)
                            .filter(skip -> skip.reason().equals("it plays linf only"))
                            .count());
            assertEquals(
                    MATCHES,
                    record.events(Event.MatchSkipped.class)
                                    .map(Event.MatchSkipped::match)
                                    .distinct()
                                    .count()
                            + record.streams(Event.MatchPlanned.class).size());
            assertEquals(9, record.events(Event.MatchSkipped.class).count());
            assertEquals(1, record.events(Event.TournamentCompleted.class).count());
        }
    }

    /** The second gives the training another time limit: what it asks for must not contradict what the first asked for. */
    @Test
    void twoTournamentsShareATraining() {
        for (long choices = 0; choices < 100; choices++) {
            Chronicle record = begun(FIRST, Plans.two(600));
            record.append(Ids.tournament(SECOND), Plans.two(900));
            record.run(choices);
            assertOnce(record.streams(Event.TrainingPlanned.class), 2);
            assertEquals(2, record.events(Event.ModelTrained.class).count());
            assertOnce(record.streams(Event.MatchPlanned.class), 2 * MATCHES);
            assertEquals(2, record.events(Event.TournamentCompleted.class).count());
        }
    }

    @Test
    void aLaterTournamentUsesTheModelThatIsThere() {
        Chronicle record = begun(FIRST, Plans.two(600));
        record.run(0);
        record.append(Ids.tournament(SECOND), Plans.two(600));
        record.run(0);
        assertEquals(2, record.events(Event.ModelTrained.class).count());
        assertOnce(record.streams(Event.MatchPlanned.class), 2 * MATCHES);
    }

    @Test
    void aLaterTournamentTriesAFailedTrainingAgain() {
        Event.TournamentPlanned plan = Plans.two(600);
        Chronicle record = begun(FIRST, plan);
        record.fail(training(plan, "d"));
        record.run(0);
        record.append(Ids.tournament(SECOND), plan);
        record.run(0);
        assertOnce(record.streams(Event.MatchPlanned.class), MATCHES / 2 + MATCHES);
        assertEquals(1, record.events(Event.TrainingFailed.class).count());
        assertOnce(record.streams(Event.TrainingPlanned.class), 2);
    }

    @Test
    void twoLabelsOfOneConfigurationShareATraining() {
        Chronicle record = begun(
                FIRST,
                Plans.plan(
                        600,
                        List.of(
                                Plans.player(Kind.DEFENSE, "d", "same"),
                                Plans.player(Kind.DEFENSE, "twin", "same"),
                                Plans.player(Kind.ATTACK, "a", "configuration-a"))));
        Decision decision = decide(record);
        assertEquals(1, decision.jobs().size());
        assertEquals(
                decision.events().size(),
                decision.events().stream()
                        .map(Decision.Consequence::id)
                        .distinct()
                        .count(),
                "one id twice in one decision");
        record.run(0);
        assertOnce(record.streams(Event.MatchPlanned.class), 12);
    }

    private static Decision decide(Chronicle record) {
        DirectorState state = new DirectorState(id -> Plans.two(600));
        Chronicle.Entry entry = record.log.get(0);
        state.apply(entry.stream(), entry.event());
        return Director.decide(state, entry.stream(), 1, entry.event());
    }

    @Test
    void aCancelledTournamentIsForgotten() {
        Chronicle record = begun(FIRST, Plans.two(600));
        record.direct();
        record.append(Ids.tournament(FIRST), new Event.TournamentCancelled("enough"));
        record.run(0);
        assertEquals(0, record.events(Event.RoundClosed.class).count());
        assertEquals(Set.of(), record.unfinished());
    }

    /** A late skip in a stream that is over must not close another tournament again, at another position. */
    @Test
    void whatComesLateForACancelledTournamentClosesNothing() {
        Chronicle record = begun(FIRST, Plans.two(600));
        record.append(Ids.tournament(SECOND), Plans.two(600));
        record.append(Ids.tournament(SECOND), new Event.TournamentCancelled("enough"));
        record.run(0);
        record.append(Ids.tournament(SECOND), new Event.MatchSkipped(SECOND, "a", "d", Plans.L2.id(), 0, "too late"));
        record.run(0);
        assertEquals(1, record.events(Event.RoundClosed.class).count());
    }

    @Test
    void aForfeitIsAlsoAnEnd() {
        DirectorState state = new DirectorState(id -> Plans.two(600));
        Event.TournamentPlanned plan = Plans.two(600);
        state.apply(Ids.tournament(FIRST), plan);
        List<Event.MatchEntry> matches = Layout.matches(FIRST, plan);
        state.apply(Ids.tournament(FIRST), new Event.RoundStarted(1, Layout.models(plan), matches));
        Event forfeit = new Event.MatchForfeited("attack", "time", "too slow");
        int last = matches.size() - 1;
        for (int i = 0; i <= last; i++) {
            String stream = Ids.match(matches.get(i).match());
            state.apply(stream, forfeit);
            assertEquals(
                    i == last, !Director.decide(state, stream, 50 + i, forfeit).isEmpty());
        }
    }

    @Test
    void revokedMatchesArePlayedAgainAndTheTournamentCompletesAgain() {
        Event.TournamentPlanned plan = Plans.two(600);
        List<Event.MatchEntry> matches = Layout.matches(FIRST, plan);
        for (long choices = 0; choices < 50; choices++) {
            Chronicle record = begun(FIRST, plan);
            record.run(choices);
            for (int again = 2; again <= 3; again++) {
                record.append(
                        Ids.tournament(FIRST), Replays.again(plan, 1, List.of(), matches.subList(again, again + 2)));
                assertEquals(Set.of(), record.unfinished());
                record.direct();
                assertEquals(Set.of(FIRST), record.unfinished());
                record.run(choices);
                assertEquals(
                        MATCHES + 2 * (again - 1),
                        record.streams(Event.MatchPlanned.class).size());
                assertEquals(
                        MATCHES + 2 * (again - 1),
                        record.streams(Event.MatchScored.class).size());
                assertEquals(
                        again, record.events(Event.TournamentCompleted.class).count());
                assertOnce(record.streams(Event.TrainingPlanned.class), 2);
            }
        }
    }

    @Test
    void whoTakesThePlaceOfADefenderIsTrainedAndPlays() {
        Event.TournamentPlanned plan = Plans.two(600);
        Player corrected = new Player(Kind.DEFENSE, "d", "plugin", "2", "jar2", null, plan.spec(), "configuration-d2");
        List<Event.MatchEntry> matches = Layout.matches(FIRST, plan).stream()
                .filter(match -> match.defender().equals("d"))
                .toList();
        for (long choices = 0; choices < 50; choices++) {
            Chronicle record = begun(FIRST, plan);
            record.run(choices);
            record.append(Ids.tournament(FIRST), Replays.again(plan, 1, List.of(corrected), matches));
            record.run(choices);
            assertOnce(record.streams(Event.TrainingPlanned.class), 3);
            List<Event.MatchPlanned> planned =
                    record.events(Event.MatchPlanned.class).toList();
            assertEquals(MATCHES + MATCHES / 2, planned.size());
            Event.MatchPlanned last = planned.get(planned.size() - 1);
            assertTrue(last.dependencies().stream().anyMatch(one -> one.target().equals("defense/plugin@2")));
            assertFalse(
                    last.dependencies().stream().anyMatch(one -> one.target().equals("defense/plugin@1")));
            assertEquals(2, record.events(Event.TournamentCompleted.class).count());
        }
    }
}
