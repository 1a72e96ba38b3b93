package io.gauntlet.arena.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.spec.Rules;

/** The defenders of a scoreboard: the worst case of each over all attacks, sample by sample, and their ranks. */
final class DefenderTable {
    private final int samples;
    private final Samples places;
    private final Scoring scoring;
    private final Rules rules;
    private final Map<String, double[]> scores = new HashMap<>();

    private DefenderTable(int samples, Samples places, Scoring scoring, Rules rules) {
        this.samples = samples;
        this.places = places;
        this.scoring = scoring;
        this.rules = rules;
    }

    static List<DefenderStanding> of(int samples, List<CellRecord> records, Scoring scoring, Rules rules) {
        DefenderTable table = new DefenderTable(samples, Samples.of(records), scoring, rules);
        List<Ranking.Entry<DefenderStanding>> entries = new ArrayList<>();
        Scoreboard.group(records, CellRecord::defender)
                .forEach((label, cells) -> entries.add(table.entry(table.standing(label, cells))));
        return Ranking.of(
                entries,
                (upper, lower) -> PairedTest.p(table.score(upper.defender()), table.score(lower.defender())),
                DefenderStanding::ranked);
    }

    private Ranking.Entry<DefenderStanding> entry(DefenderStanding standing) {
        Double score = scoring == Scoring.NIPS_2017 ? standing.points() : standing.robustAccuracy();
        return new Ranking.Entry<>(standing, score, standing.upper());
    }

    private double[] score(String defender) {
        return scores.getOrDefault(defender, new double[0]);
    }

    private DefenderStanding standing(String label, List<CellRecord> cells) {
        Map<Integer, CellRecord.Verdict> worst = new HashMap<>();
        Map<Integer, Boolean> clean = new HashMap<>();
        Map<Integer, Double> nearest = new HashMap<>();
        String worstAttack = null;
        double least = Double.POSITIVE_INFINITY;
        int forfeited = 0;
        boolean decided = true;
        boolean played = false;
        for (CellRecord cell : cells) {
            decided &= cell.settled();
            played |= cell.state() == CellState.PLAYED;
            if (cell.state() == CellState.FORFEITED) {
                forfeited++;
            }
            double left = 0;
            for (CellRecord.Verdict verdict : cell.samples()) {
                worst.merge(verdict.sample(), verdict, DefenderTable::worse);
                clean.put(verdict.sample(), verdict.cleanCorrect());
                if (verdict.cleanCorrect()) {
                    nearest.merge(verdict.sample(), verdict.lost(), Math::min);
                }
                left += 1 - verdict.wrong();
            }
            cell.unknown().forEach(sample -> clean.put(sample, true));
            if (cell.state() == CellState.PLAYED && left < least) {
                least = left;
                worstAttack = cell.attacker();
            }
        }
        // Where cells stop early, what was played is what there is.
        int samples = decided && rules.earlyStop() != null ? Math.max(1, clean.size()) : this.samples;
        double lost =
                worst.values().stream().mapToDouble(CellRecord.Verdict::wrong).sum();
        double upper = 1 - lost / samples;
        double lower = decided ? upper : lower(cells);
        boolean standing = decided && played;
        scores.put(label, scoring == Scoring.NIPS_2017 ? right(cells) : survived(worst));
        int right = (int) clean.values().stream().filter(c -> c).count();
        return new DefenderStanding(
                null,
                false,
                label,
                clean.isEmpty() ? null : (double) right / clean.size(),
                clean.isEmpty() ? null : Interval.of(right, clean.size(), rules),
                standing ? upper : null,
                standing ? Interval.of(upper * samples, samples, rules) : null,
                played || !decided ? lower : 0,
                upper,
                rules.whole() ? worstAttack : null,
                standing && rules.whole() ? Cell.median(nearest.values()) : null,
                forfeited,
                points(label, cells));
    }

    /** Right answers under all attacks; only where all were played, since else they cannot be compared. */
    private @Nullable Double points(String label, List<CellRecord> cells) {
        boolean all = cells.stream().allMatch(cell -> cell.state() == CellState.PLAYED);
        return scoring == Scoring.NIPS_2017 && all
                ? (Double) Arrays.stream(score(label)).sum()
                : null;
    }

    private double[] survived(Map<Integer, CellRecord.Verdict> worst) {
        double[] survived = new double[places.size()];
        // Samples that a defender's cells stopped before are compared with nobody's.
        Arrays.fill(survived, rules.earlyStop() == null ? 1 : Double.NaN);
        worst.forEach((sample, verdict) -> survived[places.place(sample)] = 1 - verdict.wrong());
        return survived;
    }

    private double[] right(List<CellRecord> cells) {
        double[] right = new double[places.size()];
        for (CellRecord cell : cells) {
            cell.samples().forEach(verdict -> right[places.place(verdict.sample())] += 1 - verdict.wrong());
        }
        return right;
    }

    /** The worse for the defender, of draws that say nothing about those that are reported; the first of equals. */
    static CellRecord.Verdict worse(CellRecord.Verdict first, CellRecord.Verdict second) {
        return second.chosenBy() > first.chosenBy() ? second : first;
    }

    /** Every sample that some unsettled cell has no verdict on counts as lost. */
    private double lower(List<CellRecord> cells) {
        Map<Integer, CellRecord.Verdict> worst = new HashMap<>();
        Map<Integer, Integer> seen = new HashMap<>();
        int unsettled = 0;
        for (CellRecord cell : cells) {
            unsettled += cell.settled() ? 0 : 1;
            for (CellRecord.Verdict verdict : cell.samples()) {
                worst.merge(verdict.sample(), verdict, DefenderTable::worse);
                seen.merge(verdict.sample(), cell.settled() ? 0 : 1, Integer::sum);
            }
        }
        double survived = 0;
        for (Map.Entry<Integer, Integer> sample : seen.entrySet()) {
            CellRecord.Verdict verdict = worst.get(sample.getKey());
            survived += verdict != null && sample.getValue() == unsettled ? 1 - verdict.wrong() : 0;
        }
        return survived / samples;
    }
}
