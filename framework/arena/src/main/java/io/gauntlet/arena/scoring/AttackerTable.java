package io.gauntlet.arena.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.flag.Check;
import io.gauntlet.arena.flag.Flag;
import io.gauntlet.arena.spec.Rules;

/** The attackers of a scoreboard: what each broke over all defenders, at what cost, and their ranks. */
final class AttackerTable {
    private final List<CellRecord> records;
    private final Samples places;
    private final Scoring scoring;
    private final List<Flag> flags;

    /** For each attacker the defenders against whom it was played, with the share of draws it won of each sample. */
    private final Map<String, Map<String, double[]>> won = new HashMap<>();

    private final Rules rules;

    private AttackerTable(List<CellRecord> records, Scoring scoring, List<Flag> flags, Rules rules) {
        this.rules = rules;
        this.records = records;
        this.places = Samples.of(records);
        this.scoring = scoring;
        this.flags = flags;
    }

    static List<AttackerStanding> of(List<CellRecord> records, Scoring scoring, List<Flag> flags, Rules rules) {
        AttackerTable table = new AttackerTable(records, scoring, flags, rules);
        List<Ranking.Entry<AttackerStanding>> entries = new ArrayList<>();
        Map<String, Integer> exclusive = table.exclusive();
        Scoreboard.group(records, CellRecord::attacker).forEach((label, cells) -> {
            table.take(label, cells);
            AttackerStanding standing =
                    table.standing(label, cells, rules.whole() ? exclusive.getOrDefault(label, 0) : null);
            entries.add(new Ranking.Entry<>(standing, table.score(standing, cells), table.tentative(standing)));
        });
        return Ranking.of(entries, table::compare, AttackerStanding::ranked);
    }

    /** Attacks that play in turn stay in that order. */
    private double tentative(AttackerStanding standing) {
        Double success = standing.success();
        return success == null || !rules.whole() ? -1 : success;
    }

    private @Nullable Double score(AttackerStanding standing, List<CellRecord> cells) {
        if (!rules.whole() || harmless(standing.attacker())) {
            return null;
        }
        if (scoring == Scoring.NIPS_2017) {
            return standing.points();
        }
        boolean all = cells.stream().allMatch(cell -> cell.settled() && cell.state() != CellState.FORFEITED);
        return all ? standing.success() : null;
    }

    /** What does not break a plain network has no standing. */
    private boolean harmless(String attacker) {
        return flags.stream()
                .anyMatch(flag -> flag.check().equals(Check.HARMLESS_ATTACK.id()) && attacker.equals(flag.attacker()));
    }

    private void take(String label, List<CellRecord> cells) {
        Map<String, double[]> against = new LinkedHashMap<>();
        for (CellRecord cell : cells) {
            if (cell.state() == CellState.PLAYED) {
                double[] shares = new double[places.size()];
                cell.samples().forEach(verdict -> shares[places.place(verdict.sample())] = verdict.wrong());
                against.put(cell.defender(), shares);
            }
        }
        won.put(label, against);
    }

    private AttackerStanding standing(String label, List<CellRecord> cells, @Nullable Integer exclusive) {
        List<CellRecord.Verdict> attacked = cells.stream()
                .flatMap(cell -> cell.samples().stream())
                .filter(CellRecord.Verdict::cleanCorrect)
                .toList();
        boolean known = cells.stream().allMatch(cell -> cell.unknown().isEmpty());
        double broken = attacked.stream().mapToDouble(CellRecord.Verdict::wrong).sum();
        Double success = attacked.isEmpty() || !known ? null : broken / attacked.size();
        int distinct = (int) attacked.stream()
                .mapToInt(CellRecord.Verdict::sample)
                .distinct()
                .count();
        return new AttackerStanding(
                null,
                false,
                label,
                success,
                success == null ? null : Interval.of(success * distinct, distinct, rules),
                exclusive,
                CellRecord.mean(attacked, CellRecord.Verdict::queries),
                CellRecord.mean(attacked, CellRecord.Verdict::gradients),
                points(cells));
    }

    /** Wrong answers of all defenders; only where all were played, since else they cannot be compared. */
    private @Nullable Double points(List<CellRecord> cells) {
        boolean all = cells.stream().allMatch(cell -> cell.state() == CellState.PLAYED);
        return scoring == Scoring.NIPS_2017 && all
                ? (Double) cells.stream()
                        .flatMap(cell -> cell.samples().stream())
                        .mapToDouble(CellRecord.Verdict::wrong)
                        .sum()
                : null;
    }

    /** Of each sample the wins over all defenders against whom both were played. */
    private double compare(AttackerStanding upper, AttackerStanding lower) {
        Map<String, double[]> one = won.getOrDefault(upper.attacker(), Map.of());
        Map<String, double[]> other = won.getOrDefault(lower.attacker(), Map.of());
        double[] difference = new double[places.size()];
        one.forEach((defender, shares) -> {
            double[] others = other.get(defender);
            for (int i = 0; others != null && i < difference.length; i++) {
                difference[i] += shares[i] - others[i];
            }
        });
        return PairedTest.p(difference, new double[difference.length]);
    }

    /** For each attacker the number of (defender, sample) that it broke and nobody else did. */
    private Map<String, Integer> exclusive() {
        Map<String, String[]> by = new HashMap<>();
        for (CellRecord cell : records) {
            String[] breakers = by.computeIfAbsent(cell.defender(), defender -> new String[places.size()]);
            for (CellRecord.Verdict verdict : cell.samples()) {
                if (verdict.broken()) {
                    int place = places.place(verdict.sample());
                    breakers[place] = breakers[place] == null ? cell.attacker() : "";
                }
            }
        }
        Map<String, Integer> count = new HashMap<>();
        by.values()
                .forEach(breakers -> Arrays.stream(breakers)
                        .filter(attacker -> attacker != null)
                        .forEach(attacker -> count.merge(attacker, 1, Integer::sum)));
        return count;
    }
}
