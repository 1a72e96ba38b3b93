package io.gauntlet.arena.rating;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.scoring.CellRecord;

/**
 * The best mixture of a tournament's defenders under one threat model: a {@link DefenderMixture} against all stored
 * examples and the clean samples themselves. What a defender gets wrong when clean it loses to every example.
 *
 * @param threatModel what was allowed
 * @param open why there is none, in one sentence; null when there is
 * @param guaranteed the share of samples that the mixture keeps, whatever stored example is submitted; null without one
 * @param defenders the most probable first
 */
public record Mixture(
        ThreatModel threatModel,
        @Nullable String open,
        @Nullable Double guaranteed,
        List<Share> defenders) {
    /** Why there is none as long as examples were tried on their own defenders only. */
    public static final String NOT_CROSSED = "A mixture needs every stored example tried on every defender:"
            + " `./gauntlet mixture` does that, goes on where it was stopped, and records it.";

    /**
     * A defender in it.
     *
     * @param defender label
     * @param weight the probability with which it answers
     * @param alone the share of samples that it keeps alone against the same examples, also those made for others
     */
    public record Share(String defender, double weight, double alone) {}

    /**
     * A cell's examples, judged by another defender.
     *
     * @param attacker who made them
     * @param against the defender that they were made for
     * @param defender the one that judged
     */
    public record Crossing(String attacker, String against, String defender) {}

    /** Copies the list. */
    public Mixture {
        defenders = List.copyOf(defenders);
    }

    /** None, for a reason. */
    public static Mixture none(ThreatModel threatModel, String why) {
        return new Mixture(threatModel, why, null, List.of());
    }

    /**
     * Finds it for the defenders of the whole grid.
     *
     * @param records of all cells under the threat model
     * @param crossed for each crossing and sample the share of draws that the defender lost
     */
    public static Mixture of(
            ThreatModel threatModel, List<CellRecord> records, Map<Crossing, Map<Integer, Double>> crossed) {
        String open = Ratings.open(records);
        Grid grid = Grid.of(records);
        if (open == null && grid.attackers().isEmpty()) {
            open = "No attacker was played against all defenders.";
        }
        if (open != null) {
            return none(threatModel, open);
        }
        List<double[][]> samples = new ArrayList<>();
        Game game = new Game(grid, records, crossed);
        for (int sample : game.samples()) {
            Optional<double[][]> examples = game.examples(sample);
            if (examples.isEmpty()) {
                return none(threatModel, NOT_CROSSED);
            }
            samples.add(examples.get());
        }
        DefenderMixture mixture = DefenderMixture.of(samples.toArray(new double[0][][]));
        List<Share> shares = new ArrayList<>();
        for (int d = 0; d < mixture.weights().length; d++) {
            shares.add(new Share(grid.defenders().get(d), mixture.weights()[d], mixture.alone()[d]));
        }
        shares.sort(Comparator.comparingDouble(Share::weight).reversed());
        return new Mixture(threatModel, null, mixture.guaranteed(), shares);
    }

    /** What each stored example does to each defender. */
    private static final class Game {
        private final Grid grid;
        private final Map<Crossing, Map<Integer, Double>> crossed;
        private final Map<String, Map<Integer, CellRecord.Verdict>> verdicts = new TreeMap<>();

        Game(Grid grid, List<CellRecord> records, Map<Crossing, Map<Integer, Double>> crossed) {
            this.grid = grid;
            this.crossed = crossed;
            for (CellRecord record : records) {
                Map<Integer, CellRecord.Verdict> own = new TreeMap<>();
                record.samples().forEach(verdict -> own.put(verdict.sample(), verdict));
                verdicts.put(key(record.attacker(), record.defender()), own);
            }
        }

        private static String key(String attacker, String defender) {
            return attacker + "\n" + defender;
        }

        private Map<Integer, CellRecord.Verdict> cell(String attacker, String defender) {
            return verdicts.getOrDefault(key(attacker, defender), Map.of());
        }

        /** Those of every cell: some may have stopped early. */
        Iterable<Integer> samples() {
            Set<Integer> common = new TreeSet<>(
                    cell(grid.attackers().get(0), grid.defenders().get(0)).keySet());
            for (String attacker : grid.attackers()) {
                grid.defenders()
                        .forEach(defender ->
                                common.retainAll(cell(attacker, defender).keySet()));
            }
            return common;
        }

        /** What each example of a sample costs each defender, the clean sample first; empty as long as some is not known. */
        Optional<double[][]> examples(int sample) {
            List<double[]> examples = new ArrayList<>();
            List<String> defenders = grid.defenders();
            double[] clean = new double[defenders.size()];
            for (int d = 0; d < clean.length; d++) {
                CellRecord.Verdict verdict =
                        cell(grid.attackers().get(0), defenders.get(d)).get(sample);
                if (verdict == null) {
                    return Optional.empty();
                }
                clean[d] = verdict.cleanCorrect() ? 0 : 1;
            }
            examples.add(clean);
            for (String attacker : grid.attackers()) {
                for (String against : defenders) {
                    double[] lost = new double[defenders.size()];
                    for (int d = 0; d < lost.length; d++) {
                        Double share = lost(attacker, against, defenders.get(d), sample);
                        if (share == null) {
                            return Optional.empty();
                        }
                        lost[d] = share;
                    }
                    examples.add(lost);
                }
            }
            return Optional.of(examples.toArray(new double[0][]));
        }

        private @Nullable Double lost(String attacker, String against, String defender, int sample) {
            if (against.equals(defender)) {
                CellRecord.Verdict verdict = cell(attacker, against).get(sample);
                return verdict == null ? null : (Double) verdict.wrong();
            }
            return crossed.getOrDefault(new Crossing(attacker, against, defender), Map.of())
                    .get(sample);
        }
    }
}
