package io.gauntlet.arena.director;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Event.MatchEntry;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Rounds;
import io.gauntlet.arena.event.Schedule;
import io.gauntlet.arena.flag.Canaries;
import io.gauntlet.arena.flag.Guests;
import io.gauntlet.arena.spec.Mode;
import io.gauntlet.arena.spec.OnCrash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Canaries that are added meet the others on a few samples and change nothing of the game. */
class GuestsTest {
    private static final UUID ID = new UUID(0, 1);

    /** Of d, and of a and u, of which u learns from its target: a plain network p, a broken defense b, a weak attack w. */
    private static Event.TournamentPlanned plan(Mode mode, OnCrash onCrash) {
        Event.TournamentPlanned plan = Plans.plan(
                600,
                List.of(
                        Plans.player(Kind.DEFENSE, "d", "configuration-d"),
                        Plans.player(Kind.DEFENSE, "p", "configuration-p"),
                        Plans.player(Kind.DEFENSE, "b", "configuration-b"),
                        Plans.player(Kind.ATTACK, "a", "configuration-a"),
                        Plans.player(Kind.ATTACK, "u", "configuration-u"),
                        Plans.player(Kind.ATTACK, "w", "configuration-w")),
                new Event.Unplayable("w", Plans.L2.id(), "It does not play l2."));
        Guests guests = new Guests(List.of("w"), List.of("p", "b"), List.of("u"), 3);
        return Plans.scheduled(
                Plans.watched(plan, new Canaries(List.of("w"), List.of("b"), List.of("p"), guests)),
                new Schedule(mode, onCrash, List.of("a", "u"), null));
    }

    private static Chronicle played(Event.TournamentPlanned plan, long choices) {
        Chronicle record = new Chronicle();
        record.append(Ids.tournament(ID), plan);
        record.taken = Event.MatchPlanned::samples;
        record.run(choices);
        assertEquals(1, record.events(Event.TournamentCompleted.class).count());
        return record;
    }

    private static Set<String> cells(Chronicle record, boolean linf) {
        return record.events(Event.MatchPlanned.class)
                .filter(match -> match.threatModel().equals(linf ? Plans.LINF : Plans.L2))
                .map(match -> match.attacker().label() + " " + match.defender() + " " + match.samples())
                .collect(Collectors.toSet());
    }

    @Test
    void theyMeetTheOthersOnTheFirstSamples() {
        Chronicle record = played(plan(Mode.MATRIX, OnCrash.FORFEIT), 7);
        assertEquals(
                Set.of(
                        "a d [10, 11]",
                        "a d [12, 13]",
                        "a d [14]",
                        "u d [10, 11, 12, 13, 14]",
                        "a p [10, 11]",
                        "a p [12]",
                        "a b [10, 11]",
                        "a b [12]",
                        "w d [10, 11]",
                        "w d [12]",
                        "w p [10, 11]",
                        "w p [12]"),
                cells(record, true));
        assertTrue(cells(record, false).stream().noneMatch(cell -> cell.startsWith("w")), "what they cannot play");
        assertEquals(0, record.events(Event.MatchSkipped.class).count(), "is not told");
    }

    @Test
    void inVerdictModeTheyTakeNothingFromTheOthers() {
        for (long choices = 0; choices < 50; choices++) {
            Chronicle record = played(plan(Mode.VERDICT, OnCrash.FORFEIT), choices);
            assertTrue(cells(record, true).containsAll(Set.of("a d [10, 11]", "a d [12, 13]", "a d [14]")));
        }
    }

    private static boolean stops(String stream, Event.TournamentPlanned plan, Event failure) {
        DirectorState state = new DirectorState(id -> plan);
        state.apply(Ids.tournament(ID), plan);
        state.apply(Ids.tournament(ID), new Event.RoundStarted(1, Layout.models(plan), Layout.matches(ID, plan)));
        state.apply(stream, failure);
        return Director.decide(state, stream, 9, failure).events().stream()
                .anyMatch(one -> one.event() instanceof Event.TournamentCancelled);
    }

    @Test
    void aCanaryThatFailsStopsNobody() {
        Event.TournamentPlanned plan = plan(Mode.MATRIX, OnCrash.STOP);
        Event crash = new Event.MatchForfeited("attack", "crash", "NullPointerException.");
        for (MatchEntry match : Layout.matches(ID, plan)) {
            boolean named = match.defender().equals("d") && !match.attacker().equals("w");
            assertEquals(named, stops(Ids.match(match.match()), plan, crash), match.toString());
        }
        Event failed = new Event.TrainingFailed("learning", "It did not learn.");
        for (Event.ModelEntry model : Layout.models(plan)) {
            boolean named = model.label().equals("d");
            assertEquals(named, stops(Ids.training(model.training()), plan, failed), model.label());
        }
    }

    private static Set<String> pairs(List<MatchEntry> matches) {
        return matches.stream()
                .map(match -> match.attacker() + " " + match.defender())
                .collect(Collectors.toSet());
    }

    @Test
    void nobodyLearnsFromThemAndLaterRoundsAreWithoutThem() {
        Event.TournamentPlanned plan = plan(Mode.MATRIX, OnCrash.FORFEIT);
        Rounds.Adapting learner = new Rounds.Adapting("d", plan.players().get(0).params());
        Chronicle record = new Chronicle();
        record.append(
                Ids.tournament(ID),
                Plans.rounds(plan, new Rounds(2, List.of(0, 1), List.of(learner), List.of(), List.of())));
        record.wrong = match -> 1;
        record.run(3);
        List<Event.RoundStarted> rounds =
                record.events(Event.RoundStarted.class).toList();
        assertEquals(2, rounds.size());
        assertEquals(Set.of("a d", "u d"), pairs(rounds.get(0).material()));
        assertEquals(Set.of("a d@2", "u d@2"), pairs(rounds.get(1).matches()));
    }
}
