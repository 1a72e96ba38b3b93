package io.gauntlet.arena.scoring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.ThreatModel;

/**
 * Cop and robber over the rounds of a tournament under one threat model: what was left of each defender, round by round.
 *
 * @param threatModel what was allowed
 * @param samples how many there are
 * @param standings round by round, in each the defenders in the order of the spec
 */
public record ArmsRace(ThreatModel threatModel, int samples, List<Standing> standings) {
    /**
     * Who plays in a round.
     *
     * @param round counted from 1
     * @param defenders the labels that the spec's defenders have in it, by those that they have in the spec
     * @param attackers the labels that attackers have in it
     */
    public record Lineup(int round, Map<String, String> defenders, List<String> attackers) {}

    /**
     * A defender in a round. Each share is of all samples; what is not known yet, or not to be had, is null.
     *
     * @param round counted from 1
     * @param defender its label in the spec
     * @param label its label in the round
     * @param clean answered rightly without an attack
     * @param old kept against all attackers as they were in the first round, sample by sample
     * @param recent kept against all attackers as they are in this round
     * @param replayed kept against the stored examples of the rounds before it came; null also for defenders that are as in
     *     the first round
     * @param worst kept against all of that, and all that attackers were in between
     */
    public record Standing(
            int round,
            String defender,
            String label,
            @Nullable Share clean,
            @Nullable Share old,
            @Nullable Share recent,
            @Nullable Share replayed,
            @Nullable Share worst) {
        /** Whether it came after the first round, and it is not known what the examples of before do to it. */
        public boolean waiting() {
            return replayed == null && !label.equals(defender);
        }
    }

    /** A share of the samples, and where it lies with 95 % confidence. */
    public record Share(double share, Interval interval) {
        private static Share of(double kept, int samples) {
            return new Share(kept / samples, Interval.of(kept, samples));
        }
    }

    /** Copies the list. */
    public ArmsRace {
        standings = List.copyOf(standings);
    }

    /**
     * Computes it.
     *
     * @param samples how many each cell has when it is played
     * @param records of all cells under the threat model
     * @param lineups of the rounds that began, in order
     * @param replayed by the label of a defender that came after the first round, and sample, the greatest share of draws that
     *     a stored example of the rounds before took; absent as long as not all were tried
     */
    public static ArmsRace of(
            ThreatModel threatModel,
            int samples,
            List<CellRecord> records,
            List<Lineup> lineups,
            Map<String, Map<Integer, Double>> replayed) {
        Game game = new Game(samples, records, lineups, replayed);
        List<Standing> standings = new ArrayList<>();
        for (Lineup lineup : lineups) {
            lineup.defenders().forEach((root, label) -> standings.add(game.standing(lineup, root, label)));
        }
        return new ArmsRace(threatModel, samples, standings);
    }

    private record Game(
            int samples, List<CellRecord> records, List<Lineup> lineups, Map<String, Map<Integer, Double>> replayed) {
        Standing standing(Lineup lineup, String root, String label) {
            Set<String> sofar = new LinkedHashSet<>();
            lineups.stream().filter(one -> one.round() <= lineup.round()).forEach(one -> sofar.addAll(one.attackers()));
            boolean came = !lineups.get(0).defenders().containsValue(label);
            Map<Integer, Double> stored = replayed.get(label);
            boolean waiting = came && stored == null;
            return new Standing(
                    lineup.round(),
                    root,
                    label,
                    clean(label),
                    kept(label, lineups.get(0).attackers(), Map.of()),
                    kept(label, lineup.attackers(), Map.of()),
                    stored == null ? null : share(stored),
                    waiting ? null : kept(label, sofar, stored == null ? Map.of() : stored));
        }

        private @Nullable Share clean(String label) {
            Map<Integer, Boolean> right = new HashMap<>();
            for (CellRecord cell : cells(label)) {
                cell.samples().forEach(verdict -> right.put(verdict.sample(), verdict.cleanCorrect()));
            }
            return right.size() < samples
                    ? null
                    : Share.of(
                            right.values().stream().mapToInt(one -> one ? 1 : 0).sum(), samples);
        }

        private List<CellRecord> cells(String label) {
            return records.stream()
                    .filter(cell -> cell.defender().equals(label))
                    .toList();
        }

        /** The worst case of each sample; nothing as long as a cell may still change it. */
        private @Nullable Share kept(String label, Collection<String> attackers, Map<Integer, Double> stored) {
            Map<Integer, CellRecord.Verdict> worst = new HashMap<>();
            boolean played = false;
            for (CellRecord cell : cells(label)) {
                if (attackers.contains(cell.attacker())) {
                    if (!cell.settled()) {
                        return null;
                    }
                    played |= cell.state() == CellState.PLAYED;
                    cell.samples().forEach(verdict -> worst.merge(verdict.sample(), verdict, DefenderTable::worse));
                }
            }
            Map<Integer, Double> lost = new HashMap<>(stored);
            worst.forEach((sample, verdict) -> lost.merge(sample, verdict.wrong(), Math::max));
            return played ? share(lost) : null;
        }

        private Share share(Map<Integer, Double> lost) {
            return Share.of(
                    samples - lost.values().stream().mapToDouble(one -> one).sum(), samples);
        }
    }
}
