package io.gauntlet.api.attack;

import java.util.Set;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;

/**
 * What an attack is and needs.
 *
 * @param description names and explains it
 * @param kind what it looks for
 * @param norms the norms it can play; {@link Norm#POSE} when it searches poses and hands them in as such
 * @param knowledge the least knowledge it needs
 * @param targeted whether it can aim at a given class
 * @param fits whether it uses {@link Attack#fit}; its cells are then not sliced, so that it fits once
 * @param cost queries and gradients for each sample, in words, such as {@code steps gradients per restart}
 * @param canary whether it is known to be weak, and plays to show what others are worth: noise, say
 */
public record AttackInfo(
        Description description,
        Kind kind,
        Set<Norm> norms,
        Knowledge knowledge,
        boolean targeted,
        boolean fits,
        String cost,
        boolean canary) {
    /** What an attack looks for. */
    public enum Kind {
        /** Any success within epsilon. */
        FIXED_EPSILON,
        /** The smallest success, whatever its size; it yields the whole security curve. */
        MINIMUM_NORM
    }

    /** Of an attack that is meant to win. */
    public AttackInfo(
            Description description,
            Kind kind,
            Set<Norm> norms,
            Knowledge knowledge,
            boolean targeted,
            boolean fits,
            String cost) {
        this(description, kind, norms, knowledge, targeted, fits, cost, false);
    }

    /** Copies the set. */
    public AttackInfo {
        norms = Set.copyOf(norms);
    }
}
