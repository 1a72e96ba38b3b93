package io.gauntlet.arena.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How well a detector tells a cell's adversarial examples from natural samples. Thresholds come from the calibration
 * split; what is here was measured on the samples that were played.
 *
 * @param falseAlarms share of the clean samples that were rejected
 * @param rejected share of the final candidates that were rejected, of samples right when clean; null when there are none
 * @param area under the curve of {@code roc}: the chance that an adversarial example has a higher score than a clean
 *     sample, ties counted half; null when no final candidate would be answered wrongly, were it accepted
 * @param found what is detected by the thresholds of at most 1, 5 and 10 % false alarms; empty when there is no area
 * @param roc the curve over all thresholds, from (0,0) to (1,1), thinned to at most {@value #MOST_POINTS} points; empty
 *     when there is no area
 */
public record DetectionScore(
        double falseAlarms,
        @Nullable Double rejected,
        @Nullable Double area,
        List<Point> found,
        List<Point> roc) {
    /** The most points of a curve. */
    public static final int MOST_POINTS = 101;

    /**
     * What one threshold gives.
     *
     * @param falseAlarms share of the clean samples above it
     * @param detected share of the adversarial examples above it
     */
    public record Point(double falseAlarms, double detected) {}

    private static final List<Double> RATES = List.of(0.01, 0.05, 0.1);

    /** Copies the lists. */
    public DetectionScore {
        found = List.copyOf(found);
        roc = List.copyOf(roc);
    }

    static @Nullable DetectionScore of(List<CellRecord.Verdict> verdicts) {
        List<CellRecord.Verdict> seen =
                verdicts.stream().filter(verdict -> verdict.detection() != null).toList();
        if (seen.isEmpty()) {
            return null;
        }
        List<CellRecord.Detection> all = detections(seen);
        List<CellRecord.Detection> attacked = detections(
                seen.stream().filter(CellRecord.Verdict::cleanCorrect).toList());
        double[] clean = all.stream()
                .mapToDouble(CellRecord.Detection::cleanScore)
                .sorted()
                .toArray();
        double[] adversarial = attacked.stream()
                .filter(CellRecord.Detection::misleads)
                .mapToDouble(CellRecord.Detection::score)
                .sorted()
                .toArray();
        return new DetectionScore(
                all.stream()
                        .mapToInt(one -> one.cleanRejected() ? 1 : 0)
                        .average()
                        .orElse(0),
                attacked.isEmpty()
                        ? null
                        : attacked.stream()
                                .mapToInt(one -> one.rejected() ? 1 : 0)
                                .average()
                                .orElse(0),
                adversarial.length == 0 ? null : area(clean, adversarial),
                adversarial.length == 0
                        ? List.of()
                        : RATES.stream()
                                .map(rate -> found(rate, clean, adversarial))
                                .toList(),
                adversarial.length == 0 ? List.of() : curve(clean, adversarial));
    }

    private static List<CellRecord.Detection> detections(List<CellRecord.Verdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> Objects.requireNonNull(verdict.detection()))
                .toList();
    }

    /** Mann and Whitney's statistic; both sorted. */
    private static double area(double[] clean, double[] adversarial) {
        double sum = 0;
        for (double score : adversarial) {
            int below = clean.length - above(clean, score, true);
            int notAbove = clean.length - above(clean, score, false);
            sum += (below + notAbove) / 2.0;
        }
        return sum / clean.length / adversarial.length;
    }

    /** By the lowest threshold with no more false alarms. */
    private static Point found(double rate, double[] clean, double[] adversarial) {
        int alarms = (int) (rate * clean.length);
        double threshold = clean[clean.length - 1 - alarms];
        return new Point(rate, (double) above(adversarial, threshold, false) / adversarial.length);
    }

    private static List<Point> curve(double[] clean, double[] adversarial) {
        double[] thresholds = Arrays.copyOf(clean, clean.length + adversarial.length);
        System.arraycopy(adversarial, 0, thresholds, clean.length, adversarial.length);
        thresholds = Arrays.stream(thresholds).distinct().sorted().toArray();
        List<Point> points = new ArrayList<>();
        // From the highest threshold, which nothing exceeds.
        for (int i = thresholds.length - 1; i >= 0; i--) {
            points.add(new Point(
                    (double) above(clean, thresholds[i], false) / clean.length,
                    (double) above(adversarial, thresholds[i], false) / adversarial.length));
        }
        points.add(new Point(1, 1));
        List<Point> thinned = new ArrayList<>();
        int steps = Math.min(points.size(), MOST_POINTS) - 1;
        for (int i = 0; i <= steps; i++) {
            thinned.add(points.get((int) ((long) i * (points.size() - 1) / steps)));
        }
        return thinned;
    }

    /** How many of these sorted values are above one, or as great. */
    private static int above(double[] sorted, double value, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] > value || (orEqual && sorted[middle] == value)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return sorted.length - low;
    }
}
