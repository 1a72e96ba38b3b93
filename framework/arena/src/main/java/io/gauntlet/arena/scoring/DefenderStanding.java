package io.gauntlet.arena.scoring;

import org.jspecify.annotations.Nullable;

/**
 * A defender's standing under one threat model.
 *
 * @param rank from 1; null while undecided
 * @param tied whether the samples do not tell it apart from a neighbour, with which it shares the rank
 * @param defender label
 * @param cleanAccuracy share of samples answered rightly when clean; null before the first verdict
 * @param cleanInterval where that lies with 95 % confidence; null with it
 * @param robustAccuracy share of all samples that survived every attack; null while undecided
 * @param robustInterval where that lies with 95 % confidence against the same attacks; null with it
 * @param lower the least it can still become: what is unplayed counted as lost
 * @param upper the most it can still become: what is unplayed counted as survived
 * @param worstAttack the attack that alone takes most; null before the first verdict, and in
 *     verdict mode
 * @param medianDistance over samples right when clean, of the nearest success of any attack in the threat model's norm,
 *     samples that nobody broke counted as infinite; null while undecided, when the median is such a sample, and in
 *     verdict mode, where nobody looked for a nearer one
 * @param forfeited how many attackers forfeited and are not part of the worst case
 * @param points under {@link Scoring#NIPS_2017}; null otherwise and while undecided
 */
public record DefenderStanding(
        @Nullable Integer rank,
        boolean tied,
        String defender,
        @Nullable Double cleanAccuracy,
        @Nullable Interval cleanInterval,
        @Nullable Double robustAccuracy,
        @Nullable Interval robustInterval,
        double lower,
        double upper,
        @Nullable String worstAttack,
        @Nullable Double medianDistance,
        int forfeited,
        @Nullable Double points) {
    DefenderStanding ranked(int place, boolean shared) {
        return new DefenderStanding(
                place,
                shared,
                defender,
                cleanAccuracy,
                cleanInterval,
                robustAccuracy,
                robustInterval,
                lower,
                upper,
                worstAttack,
                medianDistance,
                forfeited,
                points);
    }
}
