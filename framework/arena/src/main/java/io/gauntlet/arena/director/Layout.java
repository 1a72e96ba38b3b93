package io.gauntlet.arena.director;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.catalog.Dependency;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Event.MatchEntry;
import io.gauntlet.arena.event.Event.ModelEntry;
import io.gauntlet.arena.event.Event.TournamentPlanned;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Player;
import io.gauntlet.arena.event.Rounds;
import io.gauntlet.arena.event.Split;
import io.gauntlet.arena.flag.Guests;
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
        return plan.scheduled().order().indexOf(Rounds.root(attacker));
    }

    /** The labels of a kind's players as the spec has them. */
    static List<String> roots(TournamentPlanned plan, Kind kind) {
        return players(plan, kind).stream()
                .map(Player::label)
                .filter(label -> Rounds.root(label).equals(label))
                .toList();
    }

    /** An attacker in any of its configurations. */
    static Player attacker(TournamentPlanned plan, String label) {
        return Stream.concat(
                        players(plan, Kind.ATTACK).stream(),
                        plan.game().choosing().stream().flatMap(choosing -> choosing.choices().stream()))
                .filter(player -> player.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No attack is labelled '" + label + "'."));
    }

    /** Why a match cannot be played, whatever the models; empty when it can. */
    static Optional<String> obstacle(TournamentPlanned plan, MatchEntry match) {
        String attacker = Rounds.root(match.attacker());
        Optional<String> unplayable = plan.unplayable().stream()
                .filter(no -> no.attacker().equals(attacker) && no.threatModel().equals(match.threatModel()))
                .map(Event.Unplayable::reason)
                .findFirst();
        return unplayable.or(() -> plan.game().aims().stream()
                .filter(aim ->
                        aim.attacker().equals(attacker) && !aim.defenders().contains(Rounds.root(match.defender())))
                .map(aim -> "'" + attacker + "' is meant for "
                        + aim.defenders().stream().map(one -> "'" + one + "'").collect(Collectors.joining(" and "))
                        + " alone.")
                .findFirst());
    }

    /** Attackers in the spec's order, and where they play in turn in that of play; then defenders, threat models, slices. */
    static List<MatchEntry> matches(UUID tournament, TournamentPlanned plan) {
        List<MatchEntry> matches = new ArrayList<>();
        for (Player attacker : attackers(plan)) {
            for (Player defender : players(plan, Kind.DEFENSE)) {
                for (ThreatModel threatModel : plan.threatModels()) {
                    matches.addAll(cell(tournament, plan, attacker.label(), defender.label(), threatModel));
                }
            }
        }
        return matches;
    }

    private static List<MatchEntry> cell(
            UUID tournament, TournamentPlanned plan, String attacker, String defender, ThreatModel threatModel) {
        List<MatchEntry> matches = new ArrayList<>();
        List<Integer> all = scope(plan, attacker, defender, Split.TEST);
        int slices = slices(plan, attacker, all);
        for (int slice = 0; slice < slices; slice++) {
            matches.add(entry(tournament, attacker, defender, threatModel.id(), slice, null));
        }
        boolean counts = plan.knownWeak().guests().counts(attacker, defender);
        // What cannot be played of the grid is told; of what is beside it, it is not there.
        boolean there = counts
                || (plan.knownWeak().meet(attacker, defender)
                        && matches.stream()
                                .allMatch(match -> obstacle(plan, match).isEmpty()));
        return there ? matches : List.of();
    }

    /** Whether a match's result counts. */
    static boolean counts(TournamentPlanned plan, MatchEntry match) {
        return plan.knownWeak().guests().counts(match.attacker(), match.defender());
    }

    private static MatchEntry entry(
            UUID tournament, String attacker, String defender, String threatModel, int slice, @Nullable Split split) {
        List<String> name = new ArrayList<>(List.of("match", tournament.toString()));
        if (split != null) {
            name.add(split.name());
        }
        name.addAll(List.of(attacker, defender, threatModel, Integer.toString(slice)));
        return new MatchEntry(Ids.of(name.toArray(String[]::new)), attacker, defender, threatModel, slice, split);
    }

    /**
     * The matches on the attackers' split that players learn from: of attackers that choose, all configurations against
     * everybody; of the others, that which they have against the defenders that adapt.
     */
    static List<MatchEntry> material(UUID tournament, TournamentPlanned plan, Lineage lineage) {
        Rounds game = plan.game();
        List<String> adapting = game.adapting().stream()
                .map(one -> lineage.now(Kind.DEFENSE, one.defender()))
                .toList();
        List<MatchEntry> matches = new ArrayList<>();
        for (String attacker : roots(plan, Kind.ATTACK)) {
            if (plan.knownWeak().guests().attackers().contains(attacker)) {
                continue;
            }
            Optional<Rounds.Choosing> choosing = game.choosing().stream()
                    .filter(one -> one.attacker().equals(attacker))
                    .findFirst();
            List<String> labels = choosing.map(
                            one -> one.choices().stream().map(Player::label).toList())
                    .orElse(List.of(attacker));
            for (String label : labels) {
                for (String defender : choosing.isPresent() ? lineage.defenders() : adapting) {
                    for (ThreatModel threatModel : plan.threatModels()) {
                        int slices = slices(plan, label, samples(plan, Split.ATTACKER));
                        for (int slice = 0; slice < slices; slice++) {
                            matches.add(entry(tournament, label, defender, threatModel.id(), slice, Split.ATTACKER));
                        }
                    }
                }
            }
        }
        // What cannot be played is told once, in the grid.
        return matches.stream().filter(match -> obstacle(plan, match).isEmpty()).toList();
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
        Stream.concat(
                        Stream.of(attacker(plan, match.attacker())),
                        plan.players().stream()
                                .filter(player -> player.kind() != Kind.ATTACK)
                                .filter(player -> player.kind() != Kind.DEFENSE
                                        || player.label().equals(match.defender())))
                .flatMap(player -> player.all().stream())
                .forEach(one -> found.put(one.target(), one));
        return List.copyOf(found.values());
    }

    static List<Integer> samples(TournamentPlanned plan, MatchEntry match) {
        List<Integer> all = scope(plan, match.attacker(), match.defender(), match.split());
        int size = sliceSize(plan, match.attacker(), all);
        int from = match.slice() * size;
        return all.subList(from, Math.min(from + size, all.size()));
    }

    /** Whether two matches have samples in common. */
    static boolean overlap(TournamentPlanned plan, MatchEntry one, MatchEntry other) {
        List<Integer> all = samples(plan, one.split());
        int size = sliceSize(plan, one.attacker(), all);
        int otherSize = sliceSize(plan, other.attacker(), all);
        return one.split() == other.split()
                && one.slice() * size < (other.slice() + 1) * otherSize
                && other.slice() * otherSize < (one.slice() + 1) * size;
    }

    private static List<Integer> samples(TournamentPlanned plan, @Nullable Split split) {
        return split == Split.ATTACKER ? plan.game().material() : plan.samples();
    }

    /** The samples that two meet on: guests play on the first few. */
    private static List<Integer> scope(
            TournamentPlanned plan, String attacker, String defender, @Nullable Split split) {
        List<Integer> all = samples(plan, split);
        Guests guests = plan.knownWeak().guests();
        return split == Split.ATTACKER || guests.counts(attacker, defender)
                ? all
                : all.subList(0, Math.min(guests.samples(), all.size()));
    }

    private static int slices(TournamentPlanned plan, String attacker, List<Integer> all) {
        int size = sliceSize(plan, attacker, all);
        return (all.size() + size - 1) / size;
    }

    private static int sliceSize(TournamentPlanned plan, String attacker, List<Integer> all) {
        return sliced(plan, attacker) ? plan.slice() : all.size();
    }

    /** Whether an attacker sees the samples slice by slice. */
    static boolean sliced(TournamentPlanned plan, String attacker) {
        return !plan.unsliced().contains(Rounds.root(attacker));
    }
}
