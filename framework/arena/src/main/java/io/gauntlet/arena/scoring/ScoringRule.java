package io.gauntlet.arena.scoring;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;

/**
 * Under which rule the verdicts of a tournament are scored, where it is not the one that was played.
 *
 * @param epsilon the largest distance allowed, of poses a share of the limits; empty for the threat model's
 * @param maxQueries forward passes allowed for each sample; empty for the threat model's
 * @param attackers labels of those that count; empty for all
 * @param norm only threat models of this norm; empty for all
 * @param scoring what players are ranked by
 */
public record ScoringRule(
        OptionalDouble epsilon, OptionalLong maxQueries, Set<String> attackers, Optional<Norm> norm, Scoring scoring) {
    /** That which was played. */
    public static final ScoringRule PLAYED =
            new ScoringRule(OptionalDouble.empty(), OptionalLong.empty(), Set.of(), Optional.empty());

    /** Ranked by the worst case. */
    public ScoringRule(OptionalDouble epsilon, OptionalLong maxQueries, Set<String> attackers, Optional<Norm> norm) {
        this(epsilon, maxQueries, attackers, norm, Scoring.WORST_CASE);
    }

    /** Copies the set. */
    public ScoringRule {
        attackers = Set.copyOf(attackers);
    }

    /** Whether an attacker counts. */
    public boolean counts(String attacker) {
        return attackers.isEmpty() || attackers.contains(attacker);
    }

    /** Whether a threat model is scored. */
    public boolean covers(ThreatModel threatModel) {
        return norm.isEmpty() || norm.get() == threatModel.norm();
    }

    /**
     * The threat model that a played one becomes.
     *
     * @throws IllegalArgumentException when epsilon or budget are out of range, with one sentence that names the value
     */
    public ThreatModel threatModel(ThreatModel played) {
        return new ThreatModel(
                played.norm(),
                epsilon.orElse(played.epsilon()),
                played.goal(),
                played.knowledge(),
                maxQueries.orElse(played.maxQueries()),
                played.maxGradients(),
                played.poseLimits());
    }
}
