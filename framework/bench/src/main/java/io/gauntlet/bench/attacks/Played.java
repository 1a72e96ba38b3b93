package io.gauntlet.bench.attacks;

import java.util.stream.IntStream;

import io.gauntlet.arena.referee.Distances;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.runtime.trial.AttackReport;
import io.gauntlet.runtime.work.MatchCounts;

/**
 * An attack that was played.
 *
 * @param attack at which settings
 * @param minimum whether it searched for the smallest perturbation, without an epsilon
 * @param epsilon at which its robust accuracy is told
 * @param report the verdict
 */
record Played(BenchedAttack attack, boolean minimum, double epsilon, AttackReport report) {
    /** The share of the samples that stand at epsilon. */
    double robustAccuracy() {
        if (!minimum) {
            return report.robustAccuracy();
        }
        Outcomes outcomes = report.outcomes();
        float[] distance = MatchCounts.distances(outcomes, attack.norm());
        long standing = IntStream.range(0, outcomes.size())
                .filter(i -> outcomes.cleanCorrect(i))
                .filter(i -> outcomes.wrong()[i] < 0.5f || !Distances.within(attack.norm(), distance[i], epsilon))
                .count();
        return (double) standing / outcomes.size();
    }

    /** The median distance of the samples right when clean, failures counted as infinite; NaN at a fixed epsilon. */
    double median() {
        Double median = report.distances().get(0).median();
        return minimum && median != null ? median : Double.NaN;
    }
}
