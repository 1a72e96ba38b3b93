package io.gauntlet.arena.scoring;

import org.jspecify.annotations.Nullable;

/**
 * A defender's standing under one threat model.
 *
 * @param rank from 1, equal for equal robust accuracy; null while undecided
 * @param defender label
 * @param cleanAccuracy share of samples answered rightly when clean; null before the first verdict
 * @param robustAccuracy share of all samples that survived every attack; null while undecided
 * @param lower the least it can still become: what is unplayed counted as lost
 * @param upper the most it can still become: what is unplayed counted as survived
 * @param worstAttack the attack that alone takes most; null before the first verdict
 * @param forfeited how many attackers forfeited and are not part of the worst case
 */
public record DefenderStanding(
        @Nullable Integer rank,
        String defender,
        @Nullable Double cleanAccuracy,
        @Nullable Double robustAccuracy,
        double lower,
        double upper,
        @Nullable String worstAttack,
        int forfeited) {}
