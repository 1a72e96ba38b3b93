package io.gauntlet.runtime.trial;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.flag.Check;
import io.gauntlet.arena.flag.Flag;

/**
 * How an attack went on one sample, iteration by iteration.
 *
 * @param report the verdict
 * @param position of the sample in the test split
 * @param label its class
 * @param goal the class it had to reach; null when any wrong one counted
 * @param iterations in order; none where the sample was already wrong
 * @param flags that a tournament raises for this
 * @param checks that can raise one for a single sample; all others compare attacks, or count samples
 */
public record AttackTrace(
        AttackReport report,
        int position,
        int label,
        @Nullable Integer goal,
        List<Iteration> iterations,
        List<Flag> flags,
        List<Check> checks) {
    /** Copies the lists. */
    public AttackTrace {
        iterations = List.copyOf(iterations);
        flags = List.copyOf(flags);
        checks = List.copyOf(checks);
    }

    /**
     * What an iteration asked the target last, and was answered.
     *
     * @param restart how often the search had begun afresh before
     * @param number of the iteration, from 0
     * @param loss the attack's own, at the candidate whose gradient it asked for; null when it asked for none
     * @param gradient the Euclidean length of that gradient; null when it asked for none
     * @param distance of the last candidate from the sample, in the norm of the threat model; null when nothing was asked
     * @param answer the class that the target gave to it; null when nothing was asked, or the budget was used up
     * @param accepted whether the target's detector let it pass
     * @param candidates how many were asked about
     */
    public record Iteration(
            int restart,
            int number,
            @Nullable Double loss,
            @Nullable Double gradient,
            @Nullable Double distance,
            @Nullable Integer answer,
            boolean accepted,
            int candidates) {}
}
