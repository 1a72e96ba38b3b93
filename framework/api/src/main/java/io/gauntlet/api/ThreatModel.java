package io.gauntlet.api;

import java.math.BigDecimal;

/**
 * What the attacker may change, must reach, may see and may spend.
 *
 * @param norm how a perturbation is measured
 * @param epsilon the largest perturbation allowed in that norm, positive, pixels in [0,1]
 * @param goal what counts as a success
 * @param knowledge what the target answers
 * @param maxQueries forward passes allowed for each sample; {@link #UNLIMITED} for no limit
 * @param maxGradients gradients allowed for each sample; {@link #UNLIMITED} for no limit
 */
public record ThreatModel(
        Norm norm, double epsilon, Goal goal, Knowledge knowledge, long maxQueries, long maxGradients) {
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
        if (maxQueries < 1 || maxGradients < 0) {
            throw new IllegalArgumentException("A budget must allow at least one query and no fewer than 0 gradients.");
        }
    }

    /** White-box, untargeted, without a budget. */
    public static ThreatModel whiteBox(Norm norm, double epsilon) {
        return new ThreatModel(norm, epsilon, Goal.UNTARGETED, Knowledge.WHITE_BOX, UNLIMITED, UNLIMITED);
    }

    /** A short readable name, unique among different threat models: {@code linf-0.3-untargeted-white-box}. */
    public String id() {
        StringBuilder id = new StringBuilder(norm.id())
                .append('-')
                .append(BigDecimal.valueOf(epsilon).stripTrailingZeros().toPlainString())
                .append('-')
                .append(goal.id())
                .append('-')
                .append(knowledge.id());
        if (maxQueries != UNLIMITED) {
            id.append("-q").append(maxQueries);
        }
        if (maxGradients != UNLIMITED) {
            id.append("-g").append(maxGradients);
        }
        return id.toString();
    }
}
