package io.gauntlet.arena.director;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Schedule;
import io.gauntlet.arena.spec.Mode;
import io.gauntlet.arena.spec.OnCrash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** How matches follow each other in verdict mode, and what a failure does. */
class ScheduleTest {
    private static final UUID ID = new UUID(0, 1);
    private static final List<String> ORDER = List.of("b", "a", "u");

    /** Samples 10 to 14 in slices of 2; u is not sliced. */
    private static Event.TournamentPlanned plan(Mode mode, OnCrash onCrash) {
        return Plans.scheduled(
                Plans.plan(
                        600,
                        List.of(
                                Plans.player(Kind.DEFENSE, "d", "configuration-d"),
                                Plans.player(Kind.DEFENSE, "e", "configuration-e"),
                                Plans.player(Kind.ATTACK, "a", "configuration-a"),
                                Plans.player(Kind.ATTACK, "b", "configuration-b"),
                                Plans.player(Kind.ATTACK, "u", "configuration-u"))),
                new Schedule(mode, onCrash, ORDER, null));
    }

    private static Chronicle begun(Event.TournamentPlanned plan) {
        Chronicle record = new Chronicle();
        record.append(Ids.tournament(ID), plan);
        return record;
    }

    /** b takes 10, 11 and 12, a takes 13 of d; u nothing. */
    private static List<Integer> takes(Event.MatchPlanned plan) {
        Set<Integer> prey = switch (plan.attacker().label()) {
            case "b" -> Set.of(10, 11, 12);
            case "a" -> plan.defender().equals("d") ? Set.of(13) : Set.of();
            default -> Set.of();
        };
        return plan.samples().stream().filter(prey::contains).toList();
    }

    private static Map<String, List<Integer>> given(Chronicle record) {
        Map<String, List<Integer>> given = new HashMap<>();
        record.events(Event.MatchPlanned.class)
                .forEach(plan -> given.put(
                        plan.attacker().label() + " " + plan.defender() + " "
                                + plan.threatModel().norm().id() + " " + plan.slice(),
                        plan.samples()));
        return given;
    }

    @Test
    void inVerdictModeEachAttackIsGivenWhatThoseBeforeItLeft() {
        for (long choices = 0; choices < 200; choices++) {
            Chronicle record = begun(plan(Mode.VERDICT, OnCrash.FORFEIT));
            record.taken = ScheduleTest::takes;
            record.run(choices);
            Map<String, List<Integer>> given = given(record);
            for (String norm : List.of("linf", "l2")) {
                assertEquals(List.of(10, 11), given.get("b d " + norm + " 0"));
                assertEquals(List.of(12, 13), given.get("b d " + norm + " 1"));
                assertNull(given.get("a d " + norm + " 0"), "nothing is left of it");
                assertEquals(List.of(13), given.get("a d " + norm + " 1"));
                assertEquals(List.of(14), given.get("a d " + norm + " 2"));
                assertEquals(List.of(14), given.get("u d " + norm + " 0"));
                assertEquals(List.of(13, 14), given.get("u e " + norm + " 0"));
            }
            assertEquals(
                    Set.of(2),
                    record.events(Event.MatchSkipped.class)
                            .map(Event.MatchSkipped::spared)
                            .collect(Collectors.toSet()));
            assertEquals(4, record.events(Event.MatchSkipped.class).count());
            assertEquals(
                    4,
                    record.events(Event.MatchPlanned.class)
                            .filter(match -> match.attacker().label().equals("u"))
                            .mapToInt(
                                    match -> match.spared() - (match.defender().equals("d") ? 4 : 3))
                            .map(difference -> difference == 0 ? 1 : 0)
                            .sum());
            assertEquals(1, record.events(Event.TournamentCompleted.class).count());
            assertEquals(Set.of(), record.unfinished());
        }
    }

    @Test
    void inMatrixModeAllAreGivenAllAndTheCheapComeFirst() {
        Chronicle record = begun(plan(Mode.MATRIX, OnCrash.FORFEIT));
        record.run(0);
        assertEquals(28, record.events(Event.MatchPlanned.class).count());
        assertTrue(record.events(Event.MatchPlanned.class).allMatch(plan -> plan.spared() == null));
        DirectorState state = new DirectorState(id -> plan(Mode.MATRIX, OnCrash.FORFEIT));
        List<Decision.Job> jobs = jobs(state);
        List<String> players = jobs.stream()
                .sorted((one, other) -> other.priority() - one.priority())
                .map(job -> attacker(record, job.stream()))
                .distinct()
                .toList();
        assertEquals(ORDER, players);
    }

    private static List<Decision.Job> jobs(DirectorState state) {
        Event.TournamentPlanned plan = plan(Mode.MATRIX, OnCrash.FORFEIT);
        state.apply(Ids.tournament(ID), plan);
        Layout.models(plan)
                .forEach(model -> state.apply(
                        Ids.training(model.training()),
                        new Event.ModelTrained("weights", 1, 1, List.of(), List.of(), 1)));
        Event round = new Event.RoundStarted(1, Layout.models(plan), Layout.matches(ID, plan));
        state.apply(Ids.tournament(ID), round);
        return Director.decide(state, Ids.tournament(ID), 9, round).jobs();
    }

    private static String attacker(Chronicle record, String stream) {
        return record.log.stream()
                .filter(entry -> entry.stream().equals(stream) && entry.event() instanceof Event.MatchPlanned)
                .map(entry -> ((Event.MatchPlanned) entry.event()).attacker().label())
                .findFirst()
                .orElseThrow();
    }

    /** After four samples, none of them lost, the interval is 0.68 wide; after two it was 0.87. */
    @Test
    void cellsOfADefenderStopTogetherOnceEnoughIsKnown() {
        for (long choices = 0; choices < 100; choices++) {
            Event.TournamentPlanned plan = Plans.scheduled(
                    plan(Mode.MATRIX, OnCrash.FORFEIT), new Schedule(Mode.MATRIX, OnCrash.FORFEIT, ORDER, 0.8));
            Chronicle record = begun(plan);
            record.taken = match -> match.defender().equals("e")
                    ? match.samples().stream().filter(sample -> sample % 2 == 0).toList()
                    : List.of();
            record.run(choices);
            Map<String, List<Integer>> given = given(record);
            for (String norm : List.of("linf", "l2")) {
                for (String attacker : List.of("a", "b")) {
                    assertEquals(List.of(12, 13), given.get(attacker + " d " + norm + " 1"));
                    assertNull(given.get(attacker + " d " + norm + " 2"), "enough is known");
                    assertEquals(List.of(14), given.get(attacker + " e " + norm + " 2"), "half of them are lost");
                }
                assertEquals(List.of(10, 11, 12, 13), given.get("u d " + norm + " 0"));
                assertEquals(List.of(10, 11, 12, 13, 14), given.get("u e " + norm + " 0"));
            }
            assertEquals(1, record.events(Event.TournamentCompleted.class).count());
        }
    }

    /** With the same matches played before: whoever lost its place plays in it again, and those after it as well. */
    @Test
    void whatIsPlayedAgainIsGivenAnewWhatIsLeft() {
        Event.TournamentPlanned plan = plan(Mode.VERDICT, OnCrash.FORFEIT);
        Chronicle record = begun(plan);
        record.taken = ScheduleTest::takes;
        record.run(0);
        List<Event.MatchEntry> all = Layout.matches(ID, plan).stream()
                .filter(match -> match.defender().equals("d"))
                .toList();
        record.append(Ids.tournament(ID), Replays.again(plan, 1, List.of(), all));
        record.taken = match -> List.of();
        record.run(1);
        assertEquals(List.of(10, 11, 12, 13, 14), given(record).get("u d linf 0"));
        assertEquals(2, record.events(Event.TournamentCompleted.class).count());
    }

    @Test
    void aFailureEndsTheTournamentWhereTheSpecSaysSo() {
        for (OnCrash onCrash : OnCrash.values()) {
            DirectorState state = new DirectorState(id -> plan(Mode.MATRIX, onCrash));
            Event.TournamentPlanned plan = plan(Mode.MATRIX, onCrash);
            List<Event.MatchEntry> matches = Layout.matches(ID, plan);
            state.apply(Ids.tournament(ID), plan);
            state.apply(Ids.tournament(ID), new Event.RoundStarted(1, Layout.models(plan), matches));
            Event lost = new Event.MatchForfeited("framework", "infrastructure", "The disk is full.");
            assertEquals(List.of(), cancelled(state, matches.get(0), lost), "no plug-in failed");
            Event crash = new Event.MatchForfeited("attack", "crash", "NullPointerException.");
            assertEquals(
                    onCrash == OnCrash.STOP
                            ? List.of(new Event.TournamentCancelled(
                                    "The attack failed in the match of 'a' against 'd': NullPointerException. The spec"
                                            + " asks to stop then (on-crash: stop)."))
                            : List.of(),
                    cancelled(state, matches.get(1), crash));
        }
    }

    private static List<Event> cancelled(DirectorState state, Event.MatchEntry match, Event event) {
        String stream = Ids.match(match.match());
        state.apply(stream, event);
        Decision decision = Director.decide(state, stream, 9, event);
        if (!decision.events().isEmpty()) {
            assertTrue(decision.cancelled().size() > 20, "the jobs of what is open: " + decision.cancelled());
        }
        return decision.events().stream().map(Decision.Consequence::event).toList();
    }
}
