package io.gauntlet.arena.match;

/**
 * What an attack spent before its match.
 *
 * @param queries forward passes of the target
 * @param gradients of the target
 * @param nanos time
 */
public record FitCosts(long queries, long gradients, long nanos) {
    /** The attack did not fit. */
    public static final FitCosts NONE = new FitCosts(0, 0, 0);
}
