package io.gauntlet.arena.rating;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.gauntlet.arena.scoring.CellRecord;
import io.gauntlet.arena.scoring.CellState;

/**
 * The verdicts of every attack on every defender, sample by sample.
 *
 * @param attackers labels
 * @param defenders labels
 * @param lost for each attacker, defender and sample the share of draws that the attacker won, in [0,1]
 * @param broken for each attacker, defender and sample whether the attacker took a sample that was right when clean
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Grid(List<String> attackers, List<String> defenders, double[][][] lost, boolean[][][] broken) {
    /** How many samples each cell has. */
    int samples() {
        return lost.length == 0 ? 0 : lost[0][0].length;
    }

    /** For each attacker and defender the mean over the samples. */
    double[][] means() {
        double[][] means = new double[attackers.size()][defenders.size()];
        for (int a = 0; a < means.length; a++) {
            for (int d = 0; d < means[a].length; d++) {
                double sum = 0;
                for (double share : lost[a][d]) {
                    sum += share;
                }
                means[a][d] = sum / samples();
            }
        }
        return means;
    }

    /** Cells that stopped early have fewer than others. */
    private static Set<Integer> common(
            List<String> rows, List<String> columns, Map<String, Map<String, CellRecord>> played) {
        Set<Integer> common = new LinkedHashSet<>();
        boolean first = true;
        for (String row : rows) {
            for (String column : columns) {
                Set<Integer> own = new HashSet<>();
                played.get(row).get(column).samples().forEach(verdict -> own.add(verdict.sample()));
                if (first) {
                    common.addAll(own);
                    first = false;
                } else {
                    common.retainAll(own);
                }
            }
        }
        return common;
    }

    /**
     * The largest grid without gaps that begins with the defenders: of those that some attacker played in full, and the
     * attackers that played all of them in full. Players keep the order of the records.
     */
    static Grid of(List<CellRecord> records) {
        Map<String, Map<String, CellRecord>> played = new LinkedHashMap<>();
        Set<String> defenders = new LinkedHashSet<>();
        for (CellRecord record : records) {
            Map<String, CellRecord> own = played.computeIfAbsent(record.attacker(), key -> new LinkedHashMap<>());
            if (record.state() == CellState.PLAYED && !record.samples().isEmpty()) {
                own.put(record.defender(), record);
                defenders.add(record.defender());
            }
        }
        List<String> columns = List.copyOf(defenders);
        List<String> rows = new ArrayList<>();
        played.forEach((attacker, own) -> {
            if (!columns.isEmpty() && own.keySet().containsAll(columns)) {
                rows.add(attacker);
            }
        });
        Set<Integer> common = common(rows, columns, played);
        double[][][] lost = new double[rows.size()][columns.size()][];
        boolean[][][] broken = new boolean[rows.size()][columns.size()][];
        for (int a = 0; a < lost.length; a++) {
            for (int d = 0; d < lost[a].length; d++) {
                // Slices and attackers that are not sliced come in orders of their own.
                List<CellRecord.Verdict> verdicts = played.get(rows.get(a)).get(columns.get(d)).samples().stream()
                        .filter(verdict -> common.contains(verdict.sample()))
                        .sorted(Comparator.comparingInt(CellRecord.Verdict::sample))
                        .toList();
                lost[a][d] = new double[verdicts.size()];
                broken[a][d] = new boolean[verdicts.size()];
                for (int s = 0; s < verdicts.size(); s++) {
                    lost[a][d][s] = verdicts.get(s).wrong();
                    broken[a][d][s] = verdicts.get(s).broken();
                }
            }
        }
        return new Grid(List.copyOf(rows), columns, lost, broken);
    }
}
