package io.gauntlet.api;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.pose.PoseLimits;

/**
 * What the attacker may change, must reach, may see and may spend.
 *
 * @param norm how a perturbation is measured
 * @param epsilon the largest perturbation allowed in that norm, positive, pixels in [0,1]; of poses a share of the limits,
 *     which is 1 unless verdicts are scored again at less
 * @param goal what counts as a success
 * @param knowledge what the target answers
 * @param maxQueries forward passes allowed for each sample; {@link #UNLIMITED} for no limit
 * @param maxGradients gradients allowed for each sample; {@link #UNLIMITED} for no limit
 * @param poseLimits how far pictures may be turned and shifted, and nothing else may be done to them, when the norm is
 *     {@link Norm#POSE}; null for other norms
 */
public record ThreatModel(
        Norm norm,
        double epsilon,
        Goal goal,
        Knowledge knowledge,
        long maxQueries,
        long maxGradients,
        @Nullable PoseLimits poseLimits) {
    /** No limit on a budget. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Checks ranges. @throws IllegalArgumentException with one sentence that names the value */
    public ThreatModel {
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException("epsilon must be a positive number, not " + epsilon + ".");
        }
        if (norm == Norm.LINF && epsilon > 1) {
            throw new IllegalArgumentException(
                    "epsilon " + epsilon + " is larger than 1 for norm linf: pixels are in [0,1], not 0 to 255.");
        }
        if (norm == Norm.POSE && epsilon > 1) {
            throw new IllegalArgumentException(
                    "epsilon " + epsilon + " is larger than 1: of poses it is a share of their limits.");
        }
        if ((norm == Norm.POSE) != (poseLimits != null)) {
            throw new IllegalArgumentException(
                    "Norm pose, and no other, goes with limits of rotation and translation.");
        }
        if (maxQueries < 1 || maxGradients < 0) {
            throw new IllegalArgumentException("A budget must allow at least one query and no fewer than 0 gradients.");
        }
    }

    /** Of changes of values. */
    public ThreatModel(Norm norm, double epsilon, Goal goal, Knowledge knowledge, long maxQueries, long maxGradients) {
        this(norm, epsilon, goal, knowledge, maxQueries, maxGradients, null);
    }

    /** Of poses. */
    public ThreatModel(PoseLimits limits, Goal goal, Knowledge knowledge, long maxQueries, long maxGradients) {
        this(Norm.POSE, 1, goal, knowledge, maxQueries, maxGradients, limits);
    }

    /** White-box, untargeted, without a budget. */
    public static ThreatModel whiteBox(Norm norm, double epsilon) {
        return new ThreatModel(norm, epsilon, Goal.UNTARGETED, Knowledge.WHITE_BOX, UNLIMITED, UNLIMITED);
    }

    /** As {@link #whiteBox(Norm, double)}, of poses. */
    public static ThreatModel whiteBox(PoseLimits limits) {
        return new ThreatModel(limits, Goal.UNTARGETED, Knowledge.WHITE_BOX, UNLIMITED, UNLIMITED);
    }

    /**
     * A short readable name, unique among different threat models: {@code linf-0.3-untargeted-white-box}, or {@code
     * rotation-30-translation-3-untargeted-white-box}.
     */
    public String id() {
        StringBuilder id = new StringBuilder();
        if (poseLimits == null) {
            id.append(norm.id()).append('-').append(plain(epsilon));
        } else {
            id.append("rotation-").append(plain(poseLimits.rotation()));
            id.append("-translation-").append(plain(poseLimits.translation()));
            if (epsilon != 1) {
                id.append("-share-").append(plain(epsilon));
            }
        }
        id.append('-').append(goal.id()).append('-').append(knowledge.id());
        if (maxQueries != UNLIMITED) {
            id.append("-q").append(maxQueries);
        }
        if (maxGradients != UNLIMITED) {
            id.append("-g").append(maxGradients);
        }
        return id.toString();
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
