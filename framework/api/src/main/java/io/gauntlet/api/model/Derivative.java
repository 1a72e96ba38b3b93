package io.gauntlet.api.model;

/** What a stage says of its vector-Jacobian product. Advice: a white-box attacker may replace it. */
public enum Derivative {
    /** The true derivative, for the same draws; agrees with finite differences. */
    EXACT,
    /** An approximation that stands in for a derivative that is zero or does not exist (BPDA). */
    STRAIGHT_THROUGH,
    /** The derivative for one draw of a random computation; useful when averaged over draws (EOT). */
    AVERAGED
}
