package io.gauntlet.arena.match;

import java.util.Arrays;

import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.arena.referee.Distances;

/**
 * The best candidate of each sample so far: a success, the nearer the better for minimum-norm attacks; else, of a
 * randomised model, the one that won the greatest share of draws; else the latest.
 */
final class Candidates {
    private final ThreatModel threatModel;
    private final boolean minimum;
    private final int length;
    private final float[] originals;
    private final float[] best;
    private final double[] distance;
    private final float[] share;

    /** @param originals the clean samples, one after the other */
    Candidates(float[] originals, int length, ThreatModel threatModel, AttackInfo.Kind kind) {
        this.originals = originals;
        this.length = length;
        this.threatModel = threatModel;
        minimum = kind == AttackInfo.Kind.MINIMUM_NORM;
        best = originals.clone();
        distance = new double[originals.length / length];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        share = new float[distance.length];
    }

    /**
     * Takes in a candidate.
     *
     * @param values holds it from {@code offset} on
     * @param success what the paid answer says
     * @param won the share of the draws asked that it won, likewise
     * @return whether the sample is broken for good, so that no further search is wanted
     */
    boolean take(int sample, float[] values, int offset, boolean success, float won) {
        if (!success) {
            takeFailure(sample, values, offset, won);
            return false;
        }
        double candidate = distance(sample, values, offset);
        boolean allowed = minimum || within(candidate);
        boolean better = minimum ? candidate < distance[sample] : Double.isInfinite(distance[sample]);
        if (allowed && better) {
            distance[sample] = candidate;
            share[sample] = won;
            keep(sample, values, offset);
        }
        return allowed && !minimum;
    }

    /** Without a success the share of draws decides; without any that was won the latest stays. */
    private void takeFailure(int sample, float[] values, int offset, float won) {
        if (!Double.isInfinite(distance[sample])) {
            return;
        }
        boolean latest = won == 0 && share[sample] == 0;
        if (latest || (won > share[sample] && within(distance(sample, values, offset)))) {
            share[sample] = won;
            keep(sample, values, offset);
        }
    }

    private double distance(int sample, float[] values, int offset) {
        return Distances.of(threatModel.norm(), originals, sample * length, values, offset, length);
    }

    private boolean within(double candidate) {
        return Distances.within(threatModel.norm(), candidate, threatModel.epsilon());
    }

    private void keep(int sample, float[] values, int offset) {
        System.arraycopy(values, offset, best, sample * length, length);
    }

    /** What makes a success of a randomised model more than luck. */
    Confirmation confirmation() {
        return minimum ? Confirmation.MAJORITY : Confirmation.SURE;
    }

    /** The share of draws that the best candidate of a sample won, 0 when it is not known to have won any. */
    float share(int sample) {
        return share[sample];
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
