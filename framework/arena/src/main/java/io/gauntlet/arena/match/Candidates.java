package io.gauntlet.arena.match;

import java.util.Arrays;

import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.arena.referee.Distances;

/** The best candidate of each sample so far: a success, the nearer the better for minimum-norm attacks, else the latest. */
final class Candidates {
    private final ThreatModel threatModel;
    private final boolean minimum;
    private final int length;
    private final float[] originals;
    private final float[] best;
    private final double[] distance;

    /** @param originals the clean samples, one after the other */
    Candidates(float[] originals, int length, ThreatModel threatModel, AttackInfo.Kind kind) {
        this.originals = originals;
        this.length = length;
        this.threatModel = threatModel;
        minimum = kind == AttackInfo.Kind.MINIMUM_NORM;
        best = originals.clone();
        distance = new double[originals.length / length];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
    }

    /**
     * Takes in a candidate.
     *
     * @param values holds it from {@code offset} on
     * @param success what the paid answer says
     * @return whether the sample is broken for good, so that no further search is wanted
     */
    boolean take(int sample, float[] values, int offset, boolean success) {
        int at = sample * length;
        if (!success) {
            if (Double.isInfinite(distance[sample])) {
                System.arraycopy(values, offset, best, at, length);
            }
            return false;
        }
        double candidate = Distances.of(threatModel.norm(), originals, at, values, offset, length);
        boolean allowed = minimum || Distances.within(threatModel.norm(), candidate, threatModel.epsilon());
        boolean better = minimum ? candidate < distance[sample] : Double.isInfinite(distance[sample]);
        if (allowed && better) {
            distance[sample] = candidate;
            System.arraycopy(values, offset, best, at, length);
        }
        return allowed && !minimum;
    }

    /** Whether a sample is broken for good. */
    boolean settled(int sample) {
        return !minimum && distance[sample] < Double.POSITIVE_INFINITY;
    }

    /** All best candidates, sample after sample. The array itself. */
    float[] best() {
        return best;
    }
}
