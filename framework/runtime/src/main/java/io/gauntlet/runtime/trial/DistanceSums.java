package io.gauntlet.runtime.trial;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.gauntlet.api.Norm;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.runtime.work.MatchCounts;

/** Distances of adversarial examples, summed up. */
final class DistanceSums {
    private DistanceSums() {}

    /** In every norm, that of the threat model first; of poses only where candidates are poses. */
    static List<AttackReport.Distance> of(Outcomes outcomes, Norm first) {
        return Arrays.stream(Norm.values())
                .filter(norm -> norm != Norm.POSE || outcomes.poses() != null)
                .sorted((a, b) -> Boolean.compare(b == first, a == first))
                .map(norm -> distance(outcomes, norm))
                .toList();
    }

    private static AttackReport.Distance distance(Outcomes outcomes, Norm norm) {
        float[] distance = outcomes.distances(norm);
        double[] broken = IntStream.range(0, outcomes.size())
                .filter(i -> outcomes.cleanCorrect(i) && outcomes.wrong()[i] >= 0.5f)
                .mapToDouble(i -> distance[i])
                .sorted()
                .toArray();
        boolean none = broken.length == 0;
        return new AttackReport.Distance(
                norm,
                MatchCounts.medianDistance(outcomes, norm),
                none ? null : (Double) broken[(broken.length - 1) / 2],
                none ? null : (Double) Arrays.stream(broken).average().orElseThrow());
    }
}
