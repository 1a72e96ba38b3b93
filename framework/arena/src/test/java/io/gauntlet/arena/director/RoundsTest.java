package io.gauntlet.arena.director;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.event.Adaptation;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Event.MatchPlanned;
import io.gauntlet.arena.event.Event.PlayerAdapted;
import io.gauntlet.arena.event.Event.RoundStarted;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Player;
import io.gauntlet.arena.event.Rounds;
import io.gauntlet.arena.event.Split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Attackers a and u (unsliced), defenders d and e, two threat models, five samples in slices of two; d adapts. */
class RoundsTest {
    private static final UUID ID = new UUID(3, 3);
    private static final JsonNode AGAIN = JsonNodeFactory.instance.objectNode().put("epochs", 2);
    private static final Rounds.Adapting ADAPTING = new Rounds.Adapting("d", AGAIN);

    private static Event.TournamentPlanned plan(Rounds rounds, Event.Unplayable... unplayable) {
        return Plans.rounds(Plans.two(600, unplayable), rounds);
    }

    private static Rounds rounds(int count, List<Rounds.Choosing> choosing, List<Rounds.Aim> aims) {
        return new Rounds(count, List.of(0, 1, 2), List.of(ADAPTING), choosing, aims);
    }

    private static Chronicle played(Event.TournamentPlanned plan, Chronicle chronicle, long choices) {
        chronicle.append(Ids.tournament(ID), plan);
        chronicle.run(choices);
        assertEquals(Set.of(), chronicle.unfinished());
        assertEquals(1, chronicle.events(Event.TournamentCompleted.class).count());
        return chronicle;
    }

    private static Set<String> content(Chronicle chronicle) {
        return chronicle.log.stream()
                // The position at which a round closes differs with who acts when.
                .filter(entry -> !(entry.event() instanceof Event.RoundClosed))
                .map(entry -> entry.stream() + EventCodec.write(entry.event()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5, 77, 123_456_789, -1, 0x5555_5555_5555L})
    void whoWasBeatenLearnsAgainAndMeetsEverybody(long choices) {
        Chronicle chronicle = new Chronicle();
        chronicle.wrong = plan -> plan.attacker().label().equals("a") ? 1 : 0;
        played(plan(rounds(3, List.of(), List.of())), chronicle, choices);

        List<RoundStarted> started = chronicle.events(RoundStarted.class).toList();
        assertEquals(List.of(1, 2, 3), started.stream().map(RoundStarted::round).toList());
        assertEquals(
                List.of(List.of(), List.of("d@2"), List.of("d@3")),
                started.stream()
                        .map(round ->
                                round.players().stream().map(Player::label).toList())
                        .toList());
        // a has three slices and u one, under two threat models.
        assertEquals(
                List.of(4 * 2 * 2, 4 * 2, 4 * 2),
                started.stream().map(round -> round.matches().size()).toList());
        // Of three samples a has two slices and u one.
        assertEquals(
                List.of(3 * 2, 3 * 2, 0),
                started.stream().map(round -> round.material().size()).toList());

        List<PlayerAdapted> adapted = chronicle.events(PlayerAdapted.class).toList();
        assertEquals(
                List.of("d d@2", "d@2 d@3"),
                adapted.stream().map(one -> one.from() + " " + one.label()).toList());
        lessons(chronicle, started, adapted);
        assertEquals(content(reference()), content(chronicle), "whoever acts when");
    }

    private static Chronicle reference() {
        Chronicle chronicle = new Chronicle();
        chronicle.wrong = plan -> plan.attacker().label().equals("a") ? 1 : 0;
        return played(plan(rounds(3, List.of(), List.of())), chronicle, 0);
    }

    /** What d learns from again: what beat it and those before it, never a sample that is judged. */
    private static void lessons(Chronicle chronicle, List<RoundStarted> started, List<PlayerAdapted> adapted) {
        List<Event.TrainingPlanned> trainings =
                chronicle.events(Event.TrainingPlanned.class).toList();
        assertEquals(4, trainings.size());
        Adaptation second = Objects.requireNonNull(trainings.get(2).defender().adapted());
        Adaptation third = Objects.requireNonNull(trainings.get(3).defender().adapted());
        assertEquals(AGAIN, trainings.get(2).defender().params());
        String first = "training-" + Layout.models(plan(Rounds.ONE)).get(0).training();
        assertEquals("weights of " + first, second.former().model());
        assertEquals(
                "weights of training-" + adapted.get(0).training(),
                third.former().model());
        assertEquals(2 * 2, second.lessons().size(), "two slices under two threat models");
        assertEquals(2 * 2 * 2, third.lessons().size());
        assertEquals(second.lessons(), third.lessons().subList(0, 4));
        Set<UUID> onOwnSplit = chronicle.log.stream()
                .filter(entry -> entry.event() instanceof MatchPlanned plan && plan.split() == Split.ATTACKER)
                .map(entry -> Ids.id(entry.stream()))
                .collect(Collectors.toSet());
        third.lessons().forEach(lesson -> assertTrue(onOwnSplit.contains(lesson.match())));
        assertEquals(4.0, adapted.get(0).broke(), "one sample of each of a's matches on the attackers' split");
        assertNotEquals(trainings.get(2).seed(), trainings.get(3).seed(), "seeds follow from the round and the player");
        assertEquals(
                started.get(1).material().stream()
                        .map(Event.MatchEntry::defender)
                        .collect(Collectors.toSet()),
                Set.of("d@2"));
    }

    private static Event.TournamentPlanned warm(int count) {
        Rounds cold = rounds(count, List.of(), List.of());
        return plan(new Rounds(count, cold.material(), cold.adapting(), List.of(), List.of(), true));
    }

    private static Chronicle warmed(long choices) {
        Chronicle chronicle = new Chronicle();
        chronicle.wrong = plan -> plan.attacker().label().equals("a") ? 1 : 0;
        return played(warm(3), chronicle, choices);
    }

    /** A match's place in the grid. */
    private static String place(MatchPlanned plan) {
        return plan.attacker().label() + " " + plan.defender() + " " + plan.played() + " "
                + plan.threatModel().id() + " " + plan.slice();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 77, -1, 0x5555_5555_5555L})
    void whoComesLaterIsAttackedFromWhatBeatThoseBefore(long choices) {
        Chronicle chronicle = warmed(choices);
        Map<UUID, MatchPlanned> plans = new HashMap<>();
        chronicle.log.forEach(entry -> {
            if (entry.event() instanceof MatchPlanned plan) {
                plans.put(Ids.id(entry.stream()), plan);
            }
        });
        for (MatchPlanned plan : plans.values()) {
            List<String> from = new ArrayList<>();
            plan.warmStarts().forEach(one -> {
                MatchPlanned earlier = Objects.requireNonNull(plans.get(one.match()));
                assertEquals(earlier.defender(), one.defender());
                assertEquals("npy of match-" + one.match(), one.examples());
                assertEquals(plan.played(), earlier.played(), "samples of different splits have the same numbers");
                assertEquals(plan.threatModel(), earlier.threatModel());
                assertTrue(earlier.round() < plan.round());
                assertFalse(Collections.disjoint(plan.samples(), earlier.samples()));
                from.add(one.defender() + " " + earlier.attacker().label());
            });
            int slices = plan.attacker().label().equals("a") ? 1 : plan.split() == null ? 3 : 2;
            List<String> expected = new ArrayList<>(Collections.nCopies(plan.round() > 1 ? slices : 0, "d a"));
            expected.addAll(Collections.nCopies(plan.round() > 2 ? slices : 0, "d@2 a"));
            assertEquals(expected, from, place(plan));
        }
        assertEquals(content(warmed(0)), content(chronicle), "whoever ends first");
    }

    @Test
    void withoutBeingAskedForNobodyBeginsFromAnything() {
        assertTrue(reference()
                .events(MatchPlanned.class)
                .allMatch(plan -> plan.warmStarts().isEmpty()));
    }

    /** Its results were revoked. */
    @Test
    void aMatchThatIsPlayedAgainBeginsFromTheSame() {
        Chronicle chronicle = warmed(0);
        List<Event.MatchEntry> again = chronicle
                .events(RoundStarted.class)
                .flatMap(round -> round.matches().stream())
                .filter(match -> match.defender().equals("d@2"))
                .toList();
        Map<String, List<Event.WarmStart>> before = new HashMap<>();
        chronicle.events(MatchPlanned.class).forEach(plan -> before.put(place(plan), plan.warmStarts()));
        int planned = before.size();
        Event.TournamentPlanned grown = warm(3).with(chronicle
                .events(RoundStarted.class)
                .flatMap(round -> round.players().stream())
                .toList());
        chronicle.append(Ids.tournament(ID), Replays.again(grown, 3, List.of(), again));
        chronicle.run(0);
        List<MatchPlanned> all = chronicle.events(MatchPlanned.class).toList();
        assertEquals(planned + again.size(), all.size());
        all.subList(planned, all.size()).forEach(plan -> {
            assertEquals(before.get(place(plan)), plan.warmStarts());
            assertFalse(plan.warmStarts().isEmpty());
        });
    }

    @Test
    void matchesOnTheAttackersSplitHaveTheirOwnDrawsAndSamples() {
        Chronicle chronicle = reference();
        List<MatchPlanned> all = chronicle.events(MatchPlanned.class).toList();
        MatchPlanned judged = all.stream()
                .filter(plan -> plan.split() == null && plan.attacker().label().equals("a"))
                .findFirst()
                .orElseThrow();
        MatchPlanned learned = all.stream()
                .filter(plan -> plan.split() != null
                        && plan.attacker().label().equals("a")
                        && plan.threatModel().equals(judged.threatModel()))
                .findFirst()
                .orElseThrow();
        assertNotEquals(judged.attackSeed(), learned.attackSeed());
        assertNotEquals(judged.refereeSeed(), learned.refereeSeed());
        Set<Integer> samples = all.stream()
                .filter(plan -> plan.split() != null)
                .flatMap(plan -> plan.samples().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(0, 1, 2), samples);
    }

    @Test
    void withoutABeatenDefenderNoRoundFollows() {
        Chronicle chronicle = played(plan(rounds(3, List.of(), List.of())), new Chronicle(), 0);
        assertEquals(1, chronicle.events(RoundStarted.class).count());
        assertEquals(0, chronicle.events(PlayerAdapted.class).count());
    }

    @Test
    void aTrainingThatFailsCostsTheMatchesOfItsDefenderAlone() {
        Chronicle chronicle = new Chronicle();
        chronicle.wrong = plan -> 1;
        chronicle.fail(Objects.requireNonNull(reference()
                .events(PlayerAdapted.class)
                .findFirst()
                .orElseThrow()
                .training()));
        chronicle.wrong = plan -> plan.attacker().label().equals("a") ? 1 : 0;
        played(plan(rounds(3, List.of(), List.of())), chronicle, 0);
        assertEquals(2, chronicle.events(RoundStarted.class).count());
        assertEquals(
                Set.of("d@2"),
                chronicle
                        .events(Event.MatchSkipped.class)
                        .map(Event.MatchSkipped::defender)
                        .collect(Collectors.toSet()));
    }

    @Test
    void anAttackerTakesTheConfigurationThatBrokeMost() {
        Rounds.Choosing choosing = new Rounds.Choosing(
                "a",
                List.of(
                        Plans.player(Kind.ATTACK, "a", "configuration-a"),
                        Plans.player(Kind.ATTACK, "a#2", "configuration-a2"),
                        Plans.player(Kind.ATTACK, "a#3", "configuration-a3")));
        Chronicle chronicle = new Chronicle();
        chronicle.wrong = plan -> plan.split() == null
                        || plan.attacker().label().equals("u")
                ? 0
                : plan.attacker().label().equals("a#2") && plan.defender().equals("e") ? 1 : 0;
        played(plan(new Rounds(3, List.of(0, 1, 2), List.of(), List.of(choosing), List.of())), chronicle, 0);
        List<PlayerAdapted> adapted = chronicle.events(PlayerAdapted.class).toList();
        assertEquals(1, adapted.size());
        assertEquals("a#2", adapted.get(0).label());
        assertNull(adapted.get(0).training());
        List<RoundStarted> started = chronicle.events(RoundStarted.class).toList();
        assertEquals(2, started.size(), "nobody changes after the second round");
        assertEquals(
                3 * 2 * 2,
                started.get(1).matches().stream()
                        .filter(match -> match.attacker().equals("a#2"))
                        .count());
        assertEquals(0, started.get(1).material().size(), "what was learned is known");
        assertTrue(chronicle
                .events(MatchPlanned.class)
                .noneMatch(
                        plan -> plan.split() == null && plan.attacker().label().equals("a#3")));
    }

    @Test
    void whoIsMeantForADefenderPlaysAgainstItAndWhatBecomesOfIt() {
        Chronicle chronicle = new Chronicle();
        chronicle.wrong = plan -> 1;
        played(plan(rounds(2, List.of(), List.of(new Rounds.Aim("a", List.of("d"))))), chronicle, 0);
        assertEquals(
                Set.of("d", "d@2"),
                chronicle
                        .events(MatchPlanned.class)
                        .filter(plan -> plan.attacker().label().equals("a"))
                        .map(MatchPlanned::defender)
                        .collect(Collectors.toSet()));
        assertEquals(
                Set.of("'a' is meant for 'd' alone."),
                chronicle
                        .events(Event.MatchSkipped.class)
                        .map(Event.MatchSkipped::reason)
                        .collect(Collectors.toSet()));
    }
}
