package io.gauntlet.plugins.attacks.elastic;

/** Which of the successes seen may become the result. */
public enum DecisionRule {
    /** Those with the least elastic-net distance so far: squared L2 plus beta times L1. */
    EN,
    /** Those with the least L1 distance so far. */
    L1
}
