package io.gauntlet.arena.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.ThreatModel;

/**
 * Two tournaments side by side under one threat model: the defenders that both have, on the samples that both played.
 * Players are the same when their labels are.
 *
 * @param threatModel what was allowed in both
 * @param lines of each defender first its worst case, then its cells, in the order of the first tournament
 */
public record Comparison(ThreatModel threatModel, List<Line> lines) {
    /**
     * A defender in both.
     *
     * @param defender its label
     * @param attacker whose cell is compared; null for the worst case over all attackers of each tournament
     * @param samples that both have a verdict on
     * @param first share of them that survives in the first
     * @param second share of them that survives in the second
     * @param p two-sided, of the exact paired test on these samples
     * @param different whether that is more than luck, with all lines taken together ({@link PairedTest#rejected})
     */
    public record Line(
            String defender,
            @Nullable String attacker,
            int samples,
            double first,
            double second,
            double p,
            boolean different) {}

    /** Copies the list. */
    public Comparison {
        lines = List.copyOf(lines);
    }

    /** Compares what is recorded of two tournaments' cells. */
    public static Comparison of(ThreatModel threatModel, List<CellRecord> first, List<CellRecord> second) {
        List<Line> lines = new ArrayList<>();
        Set<String> defenders = new LinkedHashSet<>();
        first.forEach(cell -> defenders.add(cell.defender()));
        for (String defender : defenders) {
            List<CellRecord> one = cells(first, defender);
            List<CellRecord> other = cells(second, defender);
            add(lines, defender, null, worst(one), worst(other));
            for (CellRecord cell : one) {
                other.stream()
                        .filter(same -> same.attacker().equals(cell.attacker()))
                        .findFirst()
                        .ifPresent(same ->
                                add(lines, defender, cell.attacker(), worst(List.of(cell)), worst(List.of(same))));
            }
        }
        boolean[] different =
                PairedTest.rejected(lines.stream().mapToDouble(Line::p).toArray());
        for (int i = 0; i < different.length; i++) {
            Line line = lines.get(i);
            lines.set(
                    i,
                    new Line(
                            line.defender, line.attacker, line.samples, line.first, line.second, line.p, different[i]));
        }
        return new Comparison(threatModel, lines);
    }

    private static List<CellRecord> cells(List<CellRecord> all, String defender) {
        return all.stream().filter(cell -> cell.defender().equals(defender)).toList();
    }

    /** The share of draws in which each sample falls to the worst of some cells. */
    private static Map<Integer, CellRecord.Verdict> worst(List<CellRecord> cells) {
        Map<Integer, CellRecord.Verdict> worst = new HashMap<>();
        for (CellRecord cell : cells) {
            cell.samples().forEach(verdict -> worst.merge(verdict.sample(), verdict, DefenderTable::worse));
        }
        return worst;
    }

    private static void add(
            List<Line> lines,
            String defender,
            @Nullable String attacker,
            Map<Integer, CellRecord.Verdict> one,
            Map<Integer, CellRecord.Verdict> other) {
        int[] both = one.keySet().stream()
                .filter(other::containsKey)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        if (both.length == 0) {
            return;
        }
        double[] first = survived(one, both);
        double[] second = survived(other, both);
        lines.add(new Line(
                defender,
                attacker,
                both.length,
                Arrays.stream(first).sum() / both.length,
                Arrays.stream(second).sum() / both.length,
                PairedTest.unordered(first, second),
                false));
    }

    private static double[] survived(Map<Integer, CellRecord.Verdict> verdicts, int[] samples) {
        return Arrays.stream(samples)
                .mapToDouble(sample ->
                        1 - Objects.requireNonNull(verdicts.get(sample)).wrong())
                .toArray();
    }
}
