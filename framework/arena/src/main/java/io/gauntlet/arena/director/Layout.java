package io.gauntlet.arena.director;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.catalog.Dependency;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.event.Event.MatchEntry;
import io.gauntlet.arena.event.Event.ModelEntry;
import io.gauntlet.arena.event.Event.TournamentPlanned;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Player;
import io.gauntlet.arena.match.MatchSeeds;
import io.gauntlet.arena.parameter.CanonicalJson;
import io.gauntlet.arena.spec.Mode;

/** How a planned tournament is laid out: which models, which matches, which samples and seeds each. */
final class Layout {
    private Layout() {}

    static List<Player> players(TournamentPlanned plan, Kind kind) {
        return plan.players().stream().filter(player -> player.kind() == kind).toList();
    }

    static Player player(TournamentPlanned plan, Kind kind, String label) {
        return players(plan, kind).stream()
                .filter(player -> player.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No " + kind.id() + " is labelled '" + label + "'."));
    }

    static ThreatModel threatModel(TournamentPlanned plan, String id) {
        return plan.threatModels().stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No threat model '" + id + "'."));
    }

    /** What identifies a model before it is trained: the same key gives the same weights on the same machine. */
    static String trainingKey(TournamentPlanned plan, Player defender) {
        Map<String, Object> key = new LinkedHashMap<>();
        Player base = defender.base();
        if (base != null) {
            key.put("base", trainingKey(plan, base));
        }
        key.put("configuration", defender.configuration());
        key.put("jar", defender.jar());
        key.put("dataSet", plan.dataSetHash());
        key.put("seed", trainingSeed(plan, defender).toString());
        return CanonicalJson.sha256(EventCodec.tree(key));
    }

    static Seed trainingSeed(TournamentPlanned plan, Player defender) {
        return Seed.of(plan.seed()).derive("training:" + defender.configuration());
    }

    static Seed attackSeed(TournamentPlanned plan, Player attacker, ThreatModel threatModel) {
        return MatchSeeds.attack(plan.seed(), attacker.configuration(), threatModel);
    }

    static Seed refereeSeed(TournamentPlanned plan) {
        return MatchSeeds.referee(plan.seed());
    }

    static List<ModelEntry> models(TournamentPlanned plan) {
        return players(plan, Kind.DEFENSE).stream()
                .map(defender -> new ModelEntry(defender.label(), training(plan, defender)))
                .toList();
    }

    private static UUID training(TournamentPlanned plan, Player defender) {
        return Ids.of("training", trainingKey(plan, defender));
    }

    /**
     * A training that a tournament needs.
     *
     * @param id of the training
     * @param defender what is trained
     * @param base the training of what the defense is put around; null when it stands by itself
     */
    record Needed(UUID id, Player defender, @Nullable UUID base) {}

    /** The trainings that a defender needs, each after that of its base; the last is its own. */
    static List<Needed> trainings(TournamentPlanned plan, Player defender) {
        List<Needed> needed = new ArrayList<>();
        for (Player layer : defender.layers()) {
            Player base = layer.base();
            needed.add(new Needed(training(plan, layer), layer, base == null ? null : training(plan, base)));
        }
        return needed;
    }

    /** All trainings that a tournament needs, each once and after that of its base. */
    static List<Needed> trainings(TournamentPlanned plan) {
        return trainings(plan, models(plan));
    }

    /** All trainings that some of its models need, each once and after that of its base. */
    static List<Needed> trainings(TournamentPlanned plan, List<ModelEntry> models) {
        Map<UUID, Needed> needed = new LinkedHashMap<>();
        for (ModelEntry model : models) {
            trainings(plan, player(plan, Kind.DEFENSE, model.label()))
                    .forEach(one -> needed.putIfAbsent(one.id(), one));
        }
        return List.copyOf(needed.values());
    }

    /** An attacker's place in the order of play: the cheap ones come first. */
    static int place(TournamentPlanned plan, String attacker) {
        return plan.scheduled().order().indexOf(attacker);
    }

    /** Attackers in the spec's order, and where they play in turn in that of play; then defenders, threat models, slices. */
    static List<MatchEntry> matches(UUID tournament, TournamentPlanned plan) {
        List<MatchEntry> matches = new ArrayList<>();
        for (Player attacker : attackers(plan)) {
            for (Player defender : players(plan, Kind.DEFENSE)) {
                for (ThreatModel threatModel : plan.threatModels()) {
                    int slices = slices(plan, attacker.label());
                    for (int slice = 0; slice < slices; slice++) {
                        UUID id = Ids.of(
                                "match",
                                tournament.toString(),
                                attacker.label(),
                                defender.label(),
                                threatModel.id(),
                                Integer.toString(slice));
                        matches.add(new MatchEntry(id, attacker.label(), defender.label(), threatModel.id(), slice));
                    }
                }
            }
        }
        return matches;
    }

    private static List<Player> attackers(TournamentPlanned plan) {
        List<Player> attackers = players(plan, Kind.ATTACK);
        return plan.scheduled().mode() == Mode.MATRIX
                ? attackers
                : attackers.stream()
                        .sorted(Comparator.comparingInt(attacker -> place(plan, attacker.label())))
                        .toList();
    }

    /** All plug-ins that the result of a match depends on, sorted. */
    static List<Dependency> dependencies(TournamentPlanned plan, MatchEntry match) {
        Map<String, Dependency> found = new TreeMap<>();
        plan.players().stream()
                .filter(player -> switch (player.kind()) {
                    case ATTACK -> player.label().equals(match.attacker());
                    case DEFENSE -> player.label().equals(match.defender());
                    default -> true;
                })
                .flatMap(player -> player.all().stream())
                .forEach(one -> found.put(one.target(), one));
        return List.copyOf(found.values());
    }

    static List<Integer> samples(TournamentPlanned plan, MatchEntry match) {
        int size = sliceSize(plan, match.attacker());
        int from = match.slice() * size;
        return plan.samples().subList(from, Math.min(from + size, plan.samples().size()));
    }

    private static int slices(TournamentPlanned plan, String attacker) {
        int size = sliceSize(plan, attacker);
        return (plan.samples().size() + size - 1) / size;
    }

    private static int sliceSize(TournamentPlanned plan, String attacker) {
        return plan.unsliced().contains(attacker) ? plan.samples().size() : plan.slice();
    }
}
