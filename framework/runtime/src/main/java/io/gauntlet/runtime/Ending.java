package io.gauntlet.runtime;

/** How a tournament ended. */
public enum Ending {
    /** Every match is over. */
    COMPLETED,
    /** A person stopped it. */
    CANCELLED
}
