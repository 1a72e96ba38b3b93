package io.gauntlet.arena.flag;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the framework itself saw while a match, or a cell, was played; no plug-in reports it.
 *
 * @param gradients candidates differentiated that were not yet successes
 * @param zero how many of these gradients were zero in every value
 * @param draws the most draws of a randomised defender that one gradient was the mean of; 0 without gradients
 * @param randomised whether the defender draws when it answers
 * @param broken samples right when clean whose final candidate won
 * @param lostByRounding how many of these no longer win once every value is one of the 256 of an 8-bit picture
 * @param warm samples of which the attack met its first success when it had begun from an example of an earlier round, and
 *     none in the starts of its own before; null, and not written, instead of 0
 */
public record Conduct(
        long gradients,
        long zero,
        int draws,
        boolean randomised,
        int broken,
        int lostByRounding,
        // Records of before there were warm starts lack it.
        @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Integer warm) {
    /** Without warm starts. */
    public Conduct(long gradients, long zero, int draws, boolean randomised, int broken, int lostByRounding) {
        this(gradients, zero, draws, randomised, broken, lostByRounding, null);
    }

    /** That of two slices of a cell together. */
    public Conduct plus(Conduct other) {
        return new Conduct(
                gradients + other.gradients,
                zero + other.zero,
                Math.max(draws, other.draws),
                randomised || other.randomised,
                broken + other.broken,
                lostByRounding + other.lostByRounding,
                warm == null ? other.warm : (Integer) (warm + other.warmed()));
    }

    /** How many samples a warm start led to. */
    public int warmed() {
        return warm == null ? 0 : warm;
    }

    /** The share of zero gradients, in [0,1]; 0 without gradients. */
    public double zeroShare() {
        return gradients == 0 ? 0 : (double) zero / gradients;
    }
}
