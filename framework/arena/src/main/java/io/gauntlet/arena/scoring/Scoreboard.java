package io.gauntlet.arena.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.ThreatModel;

/**
 * The tables of a tournament under one threat model.
 *
 * @param threatModel what was allowed
 * @param samples how many samples each cell has
 * @param cells attack x defended model
 * @param defenders ranked, the undecided last
 * @param attackers ranked, the undecided last
 */
public record Scoreboard(
        ThreatModel threatModel,
        int samples,
        List<Cell> cells,
        List<DefenderStanding> defenders,
        List<AttackerStanding> attackers) {

    /** Scores what is recorded of all cells of a threat model; {@code samples} is what each cell has when it is played. */
    public static Scoreboard of(ThreatModel threatModel, int samples, List<CellRecord> records) {
        return new Scoreboard(
                threatModel,
                samples,
                records.stream().map(Cell::of).toList(),
                defenders(samples, records),
                attackers(records));
    }

    /**
     * Scores verdicts under another rule than the one that they were played under, without playing. What the record does
     * not say is open, and what is open is not ranked.
     *
     * @param played the threat model of the verdicts
     * @param cells of all attackers
     * @throws IllegalArgumentException when the rule's epsilon or budget are out of range, with the value
     */
    public static Scoreboard rescored(ThreatModel played, int samples, List<PlayedCell> cells, ScoringRule rule) {
        ThreatModel asked = rule.threatModel(played);
        return of(
                asked,
                samples,
                cells.stream()
                        .filter(cell -> rule.counts(cell.record().attacker()))
                        .map(cell -> Rescored.of(cell, played, asked))
                        .toList());
    }

    private static List<DefenderStanding> defenders(int samples, List<CellRecord> records) {
        List<DefenderStanding> standings = new ArrayList<>();
        group(records, CellRecord::defender).forEach((label, cells) -> standings.add(defender(label, samples, cells)));
        return ranked(standings, DefenderStanding::robustAccuracy, DefenderStanding::upper, Scoreboard::withRank);
    }

    private static DefenderStanding defender(String label, int samples, List<CellRecord> cells) {
        Map<Integer, CellRecord.Verdict> worst = new HashMap<>();
        Map<Integer, Boolean> clean = new HashMap<>();
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
                worst.merge(verdict.sample(), verdict, Scoreboard::worse);
                clean.put(verdict.sample(), verdict.cleanCorrect());
                left += 1 - verdict.wrong();
            }
            cell.unknown().forEach(sample -> clean.put(sample, true));
            if (cell.state() == CellState.PLAYED && left < least) {
                least = left;
                worstAttack = cell.attacker();
            }
        }
        double lost =
                worst.values().stream().mapToDouble(CellRecord.Verdict::wrong).sum();
        double upper = 1 - lost / samples;
        double lower = decided ? upper : lower(samples, cells);
        boolean standing = decided && played;
        return new DefenderStanding(
                null,
                label,
                clean.isEmpty()
                        ? null
                        : (double) clean.values().stream().filter(c -> c).count() / clean.size(),
                standing ? upper : null,
                played || !decided ? lower : 0,
                upper,
                worstAttack,
                forfeited);
    }

    /** The worse for the defender, of draws that say nothing about those that are reported; the first of equals. */
    private static CellRecord.Verdict worse(CellRecord.Verdict first, CellRecord.Verdict second) {
        return second.chosenBy() > first.chosenBy() ? second : first;
    }

    /** Every sample that some unsettled cell has no verdict on counts as lost. */
    private static double lower(int samples, List<CellRecord> cells) {
        Map<Integer, CellRecord.Verdict> worst = new HashMap<>();
        Map<Integer, Integer> seen = new HashMap<>();
        int unsettled = 0;
        for (CellRecord cell : cells) {
            unsettled += cell.settled() ? 0 : 1;
            for (CellRecord.Verdict verdict : cell.samples()) {
                worst.merge(verdict.sample(), verdict, Scoreboard::worse);
                seen.merge(verdict.sample(), cell.settled() ? 0 : 1, Integer::sum);
            }
        }
        double survived = 0;
        for (Map.Entry<Integer, Integer> sample : seen.entrySet()) {
            survived += sample.getValue() == unsettled
                    ? 1 - worst.get(sample.getKey()).wrong()
                    : 0;
        }
        return survived / samples;
    }

    private static List<AttackerStanding> attackers(List<CellRecord> records) {
        Map<String, Integer> exclusive = exclusive(records);
        List<AttackerStanding> standings = new ArrayList<>();
        group(records, CellRecord::attacker).forEach((label, cells) -> {
            List<CellRecord.Verdict> attacked = cells.stream()
                    .flatMap(cell -> cell.samples().stream())
                    .filter(CellRecord.Verdict::cleanCorrect)
                    .toList();
            boolean known = cells.stream().allMatch(cell -> cell.unknown().isEmpty());
            double won =
                    attacked.stream().mapToDouble(CellRecord.Verdict::wrong).sum();
            standings.add(new AttackerStanding(
                    null,
                    label,
                    attacked.isEmpty() || !known ? null : won / attacked.size(),
                    exclusive.getOrDefault(label, 0),
                    attacked.stream()
                            .mapToLong(CellRecord.Verdict::queries)
                            .average()
                            .orElse(0),
                    attacked.stream()
                            .mapToLong(CellRecord.Verdict::gradients)
                            .average()
                            .orElse(0)));
        });
        Map<String, List<CellRecord>> cells = group(records, CellRecord::attacker);
        Function<AttackerStanding, @Nullable Double> decided = standing -> {
            boolean all = cells.get(standing.attacker()).stream()
                    .allMatch(cell -> cell.settled() && cell.state() != CellState.FORFEITED);
            return all ? standing.success() : null;
        };
        return ranked(
                standings,
                decided,
                standing -> standing.success() == null ? -1 : standing.success(),
                Scoreboard::withRank);
    }

    /** For each attacker the number of (defender, sample) that it broke and nobody else did. */
    private static Map<String, Integer> exclusive(List<CellRecord> records) {
        record Broken(String defender, int sample) {}
        Map<Broken, String> by = new HashMap<>();
        for (CellRecord cell : records) {
            for (CellRecord.Verdict verdict : cell.samples()) {
                if (verdict.cleanCorrect() && verdict.wrong() >= 0.5) {
                    by.merge(new Broken(cell.defender(), verdict.sample()), cell.attacker(), (a, b) -> "");
                }
            }
        }
        Map<String, Integer> count = new HashMap<>();
        by.values().forEach(attacker -> count.merge(attacker, 1, Integer::sum));
        return count;
    }

    private static Map<String, List<CellRecord>> group(List<CellRecord> records, Function<CellRecord, String> by) {
        Map<String, List<CellRecord>> groups = new java.util.LinkedHashMap<>();
        for (CellRecord record : records) {
            groups.computeIfAbsent(by.apply(record), key -> new ArrayList<>()).add(record);
        }
        return groups;
    }

    @FunctionalInterface
    private interface Ranking<T> {
        T apply(T standing, int rank);
    }

    /** Best first; equal scores share a rank; those without a score come last, unranked. */
    private static <T> List<T> ranked(
            List<T> standings,
            Function<T, @Nullable Double> score,
            Function<T, Double> tentative,
            Ranking<T> withRank) {
        List<T> sorted = new ArrayList<>(standings);
        Comparator<T> decidedFirst = Comparator.comparing(standing -> score.apply(standing) == null);
        sorted.sort(decidedFirst.thenComparing(Comparator.comparing(tentative).reversed()));
        List<T> result = new ArrayList<>();
        Double previous = null;
        int rank = 0;
        for (T standing : sorted) {
            Double value = score.apply(standing);
            if (value == null) {
                result.add(standing);
                continue;
            }
            rank = value.equals(previous) ? rank : result.size() + 1;
            previous = value;
            result.add(withRank.apply(standing, rank));
        }
        return result;
    }

    private static DefenderStanding withRank(DefenderStanding s, int rank) {
        return new DefenderStanding(
                rank,
                s.defender(),
                s.cleanAccuracy(),
                s.robustAccuracy(),
                s.lower(),
                s.upper(),
                s.worstAttack(),
                s.forfeited());
    }

    private static AttackerStanding withRank(AttackerStanding s, int rank) {
        return new AttackerStanding(rank, s.attacker(), s.success(), s.exclusive(), s.meanQueries(), s.meanGradients());
    }
}
