package io.gauntlet.api;

import java.util.Locale;

/** What the attacker must reach: any wrong class, or a given one. */
public enum Goal {
    /** Any accepted answer other than the label. */
    UNTARGETED,
    /** A class other than the label, drawn for each sample. */
    TARGETED_RANDOM,
    /** The class that the clean sample makes least likely. */
    TARGETED_LEAST_LIKELY;

    /** The name in specs and tables, such as {@code targeted-random}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a class is given. */
    public boolean targeted() {
        return this != UNTARGETED;
    }
}
