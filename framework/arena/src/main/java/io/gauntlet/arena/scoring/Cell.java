package io.gauntlet.arena.scoring;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.spec.Rules;

/**
 * A cell of the cross table.
 *
 * @param attacker label
 * @param defender label
 * @param state how far it has come
 * @param reason why it was skipped or forfeited
 * @param samples verdicts so far
 * @param spared samples that it was not given, since attacks before it had taken them: shares are of those it was given
 * @param cleanAccuracy share of the samples played so far answered rightly when clean; null without any, and where it was not
 *     given all
 * @param robustAccuracy share of these samples that the attack did not win; null without verdicts
 * @param robustInterval where that lies with 95 % confidence; null without verdicts
 * @param medianDistance over samples right when clean, in the threat model's norm, failures counted as infinite; null
 *     when the median is a failure or not known
 * @param meanQueries for each sample attacked
 * @param meanGradients for each sample attacked
 * @param survives for each transformation the mean share of draws in which an adversarial example still won, over the
 *     samples right when clean that were broken; empty when there are none
 * @param detection how well the defender's detector does; null without a detector or verdicts
 */
public record Cell(
        String attacker,
        String defender,
        CellState state,
        @Nullable String reason,
        int samples,
        int spared,
        @Nullable Double cleanAccuracy,
        @Nullable Double robustAccuracy,
        @Nullable Interval robustInterval,
        @Nullable Double medianDistance,
        double meanQueries,
        double meanGradients,
        Map<String, Double> survives,
        @Nullable DetectionScore detection) {

    static Cell of(CellRecord record, Rules rules) {
        List<CellRecord.Verdict> verdicts = record.samples();
        int n = verdicts.size();
        int unknown = record.unknown().size();
        List<CellRecord.Verdict> attacked =
                verdicts.stream().filter(CellRecord.Verdict::cleanCorrect).toList();
        double robust = verdicts.stream().mapToDouble(v -> 1 - v.wrong()).sum();
        return new Cell(
                record.attacker(),
                record.defender(),
                record.state(),
                record.reason(),
                n,
                record.spared(),
                n + unknown == 0 || record.spared() > 0 ? null : (double) (attacked.size() + unknown) / (n + unknown),
                n == 0 ? null : robust / n,
                n == 0 ? null : Interval.of(robust, n, rules),
                unknown == 0 && record.spared() == 0
                        ? median(attacked.stream().map(CellRecord.Verdict::lost).toList())
                        : null,
                CellRecord.mean(attacked, CellRecord.Verdict::queries),
                CellRecord.mean(attacked, CellRecord.Verdict::gradients),
                survives(attacked),
                DetectionScore.of(verdicts));
    }

    private static Map<String, Double> survives(List<CellRecord.Verdict> attacked) {
        return attacked.stream()
                .flatMap(verdict -> verdict.survives().entrySet().stream())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, TreeMap::new, Collectors.averagingDouble(Map.Entry::getValue)));
    }

    /** The lower median, so that it is always a distance that occurred; null when it is infinite or of nothing. */
    static @Nullable Double median(Collection<Double> distances) {
        double[] sorted =
                distances.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double median = sorted.length == 0 ? Double.POSITIVE_INFINITY : sorted[(sorted.length - 1) / 2];
        return Double.isInfinite(median) ? null : median;
    }
}
