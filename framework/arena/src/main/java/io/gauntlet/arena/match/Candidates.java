package io.gauntlet.arena.match;

import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.pose.Pose;
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
    private final Pose @Nullable [] poses;
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
        poses = threatModel.poseLimits() == null ? null : new Pose[distance.length];
        if (poses != null) {
            Arrays.fill(poses, Pose.UPRIGHT);
        }
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
        // Of what won nothing the distance does not matter.
        double candidate = success || won > 0
                ? Distances.of(threatModel.norm(), originals, sample * length, values, offset, length)
                : 0;
        if (better(sample, candidate, success, won)) {
            System.arraycopy(values, offset, best, sample * length, length);
        }
        return ends(candidate, success);
    }

    /** Takes in a candidate by its pose, under a threat model of poses; otherwise as the other. */
    boolean take(int sample, Pose pose, boolean success, float won) {
        double candidate = Objects.requireNonNull(threatModel.poseLimits()).distance(pose);
        if (better(sample, candidate, success, won)) {
            poses()[sample] = pose;
        }
        return ends(candidate, success);
    }

    /** Whether a candidate takes the place of the best so far; if so it is noted what it is worth. */
    private boolean better(int sample, double candidate, boolean success, float won) {
        boolean better = success ? betterSuccess(sample, candidate) : betterFailure(sample, candidate, won);
        if (better) {
            share[sample] = won;
            distance[sample] = success ? candidate : distance[sample];
        }
        return better;
    }

    private boolean betterSuccess(int sample, double candidate) {
        return minimum ? candidate < distance[sample] : within(candidate) && Double.isInfinite(distance[sample]);
    }

    /** Without a success the share of draws decides; without any that was won the latest stays. */
    private boolean betterFailure(int sample, double candidate, float won) {
        boolean latest = won == 0 && share[sample] == 0;
        return Double.isInfinite(distance[sample]) && (latest || (won > share[sample] && within(candidate)));
    }

    private boolean ends(double candidate, boolean success) {
        return success && !minimum && within(candidate);
    }

    private boolean within(double candidate) {
        return Distances.within(threatModel.norm(), candidate, threatModel.epsilon());
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

    /** All best candidates, sample after sample; the clean samples, under a threat model of poses. The array itself. */
    float[] best() {
        return best;
    }

    /** The poses of all best candidates, under a threat model of poses. The array itself. */
    Pose[] poses() {
        return Objects.requireNonNull(poses);
    }
}
