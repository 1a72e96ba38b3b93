package io.gauntlet.bench.attacks;

import io.gauntlet.api.Norm;
import io.gauntlet.arena.referee.Distances;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.runtime.trial.AttackReport;

/**
 * An attack that was played with one seed.
 *
 * @param norm in which it played
 * @param minimum whether it searched for the smallest perturbation, without an epsilon
 * @param epsilon at which its robust accuracy is told
 * @param report the verdict
 */
record Played(Norm norm, boolean minimum, double epsilon, AttackReport report) {
    /** How many samples. */
    int samples() {
        return report.samples();
    }

    /** How much of a sample stands at epsilon: 0 or 1, for randomised models the share of draws. */
    double standing(int i) {
        Outcomes outcomes = report.outcomes();
        if (!minimum) {
            return 1 - outcomes.wrong()[i];
        }
        boolean broken = !outcomes.cleanCorrect(i)
                || (outcomes.wrong()[i] >= 0.5f && Distances.within(norm, outcomes.distances(norm)[i], epsilon));
        return broken ? 0 : 1;
    }

    /** The share of the samples that stand at epsilon. */
    double robustAccuracy() {
        double sum = 0;
        for (int i = 0; i < samples(); i++) {
            sum += standing(i);
        }
        return sum / samples();
    }

    /** The median distance of the samples right when clean, failures counted as infinite; NaN at a fixed epsilon. */
    double median() {
        Double median = report.distances().get(0).median();
        return minimum && median != null ? median : Double.NaN;
    }
}
