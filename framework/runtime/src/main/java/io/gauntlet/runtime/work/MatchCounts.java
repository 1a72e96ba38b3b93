package io.gauntlet.runtime.work;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Norm;
import io.gauntlet.arena.referee.Outcomes;

/** Sums over the outcomes of a match, for its event. */
public final class MatchCounts {
    private MatchCounts() {}

    /** How many samples are answered rightly when clean. */
    public static int cleanCorrect(Outcomes outcomes) {
        int count = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            count += outcomes.cleanCorrect(i) ? 1 : 0;
        }
        return count;
    }

    /** How many samples are the attacker's, for randomised models the expected number. */
    public static double wrong(Outcomes outcomes) {
        double sum = 0;
        for (float share : outcomes.wrong()) {
            sum += share;
        }
        return sum;
    }

    /** The samples with nothing left to lose: wrong when clean, or the attacker's in all draws. */
    public static List<Integer> taken(Outcomes outcomes) {
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (!outcomes.cleanCorrect(i) || outcomes.wrong()[i] >= 1) {
                taken.add(outcomes.sample()[i]);
            }
        }
        return taken;
    }

    /**
     * The lower median of the distances over the samples answered rightly when clean, failures counted as infinite;
     * null when it is a failure or there is no such sample.
     */
    public static @Nullable Double medianDistance(Outcomes outcomes, Norm norm) {
        float[] distance = outcomes.distances(norm);
        double[] attacked = new double[cleanCorrect(outcomes)];
        int n = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.cleanCorrect(i)) {
                attacked[n++] = outcomes.wrong()[i] >= 0.5f ? distance[i] : Double.POSITIVE_INFINITY;
            }
        }
        Arrays.sort(attacked);
        return n == 0 || Double.isInfinite(attacked[(n - 1) / 2]) ? null : attacked[(n - 1) / 2];
    }
}
