package io.gauntlet.arena.scoring;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known, under a rule, of samples that attacks were not given because others had taken them. Where what took a
 * sample still counts, it is lost whatever others would have done; else nobody knows.
 */
final class Spared {
    private static final String WHY =
            "unknown for samples that it was not given, since attacks took them that do not" + " count under this rule";

    private Spared() {}

    /**
     * The records that count, with what is not known.
     *
     * @param all of everybody, as played
     * @param counted those that count, under the rule
     */
    static List<CellRecord> of(List<CellRecord> all, List<CellRecord> counted) {
        if (counted.stream().allMatch(record -> record.spared() == 0)) {
            return counted;
        }
        List<CellRecord> known = new ArrayList<>();
        for (CellRecord record : counted) {
            known.add(
                    record.spared() == 0
                            ? record
                            : of(record, sameDefender(record, all), sameDefender(record, counted)));
        }
        return known;
    }

    private static List<CellRecord> sameDefender(CellRecord record, List<CellRecord> records) {
        return records.stream()
                .filter(other -> other.defender().equals(record.defender()))
                .toList();
    }

    private static CellRecord of(CellRecord record, List<CellRecord> all, List<CellRecord> counted) {
        Set<Integer> settled = new HashSet<>(record.unknown());
        record.samples().forEach(verdict -> settled.add(verdict.sample()));
        counted.forEach(other -> other.samples().stream()
                .filter(CellRecord.Verdict::taken)
                .forEach(verdict -> settled.add(verdict.sample())));
        Map<Integer, CellRecord.Verdict> missing = new TreeMap<>();
        all.forEach(other -> other.samples().stream()
                .filter(verdict -> !settled.contains(verdict.sample()))
                .forEach(verdict -> missing.put(verdict.sample(), verdict)));
        if (missing.isEmpty()) {
            return record;
        }
        // What is wrong when clean is lost to whoever attacks.
        List<CellRecord.Verdict> lost = missing.values().stream()
                .filter(verdict -> !verdict.cleanCorrect())
                .toList();
        List<Integer> unknown = missing.values().stream()
                .filter(CellRecord.Verdict::cleanCorrect)
                .map(CellRecord.Verdict::sample)
                .toList();
        return record.with(lost, unknown, WHY);
    }
}
