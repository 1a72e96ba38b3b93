package io.gauntlet.arena.director;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Player;
import io.gauntlet.arena.event.Rounds;
import io.gauntlet.arena.event.Schedule;
import io.gauntlet.arena.flag.Canaries;

/** Plans of small tournaments. */
final class Plans {
    static final ThreatModel LINF = ThreatModel.whiteBox(Norm.LINF, 0.3);
    static final ThreatModel L2 = ThreatModel.whiteBox(Norm.L2, 1);
    private static final JsonNode NODE = JsonNodeFactory.instance.objectNode();

    private Plans() {}

    static Player player(Kind kind, String label, String configuration) {
        return new Player(kind, label, "plugin", "1", "jar", null, NODE, configuration);
    }

    /** A defender put around another. */
    static Player around(String label, String configuration, Player base) {
        return new Player(
                Kind.DEFENSE, label, label + "-plugin", "1", "jar", null, NODE, configuration, null, List.of(), base);
    }

    /** Defender d, and e around f around d; attacker a, one slice. */
    static Event.TournamentPlanned stacked(long trainingLimit) {
        Player inner = player(Kind.DEFENSE, "plugin", "configuration-d");
        return plan(
                trainingLimit,
                List.of(
                        inner.labelled("d"),
                        around("e", "configuration-e", around("f", "configuration-f", inner)),
                        player(Kind.ATTACK, "u", "configuration-u")));
    }

    /** Attackers a and u (unsliced), defenders d and e, 5 samples in slices of 2. */
    static Event.TournamentPlanned two(long trainingLimit, Event.Unplayable... unplayable) {
        return plan(
                trainingLimit,
                List.of(
                        player(Kind.DEFENSE, "d", "configuration-d"),
                        player(Kind.DEFENSE, "e", "configuration-e"),
                        player(Kind.ATTACK, "a", "configuration-a"),
                        player(Kind.ATTACK, "u", "configuration-u")),
                unplayable);
    }

    /** The same with canaries. */
    static Event.TournamentPlanned watched(Event.TournamentPlanned plan, Canaries canaries) {
        return changed(plan, canaries, plan.schedule(), plan.rounds());
    }

    /** The same, played otherwise. */
    static Event.TournamentPlanned scheduled(Event.TournamentPlanned plan, Schedule schedule) {
        return changed(plan, plan.canaries(), schedule, plan.rounds());
    }

    /** The same over several rounds. */
    static Event.TournamentPlanned rounds(Event.TournamentPlanned plan, Rounds rounds) {
        return changed(plan, plan.canaries(), plan.schedule(), rounds);
    }

    private static Event.TournamentPlanned changed(
            Event.TournamentPlanned plan,
            @Nullable Canaries canaries,
            @Nullable Schedule schedule,
            @Nullable Rounds rounds) {
        return new Event.TournamentPlanned(
                plan.name(),
                plan.seed(),
                plan.spec(),
                plan.players(),
                plan.dataSet(),
                plan.dataSetHash(),
                plan.samples(),
                plan.threatModels(),
                plan.unplayable(),
                plan.unsliced(),
                plan.slice(),
                plan.matchLimitSeconds(),
                plan.trainingLimitSeconds(),
                plan.environment(),
                canaries,
                schedule,
                rounds,
                plan.examined());
    }

    static Event.TournamentPlanned plan(long trainingLimit, List<Player> players, Event.Unplayable... unplayable) {
        List<Player> all = new ArrayList<>(players);
        all.add(player(Kind.TRANSFORMATION, "rotate", "configuration-r"));
        return new Event.TournamentPlanned(
                "test",
                5,
                NODE,
                all,
                NODE,
                "data",
                IntStream.of(10, 11, 12, 13, 14).boxed().toList(),
                List.of(LINF, L2),
                List.of(unplayable),
                List.of("u"),
                2,
                60,
                trainingLimit,
                "environment");
    }
}
