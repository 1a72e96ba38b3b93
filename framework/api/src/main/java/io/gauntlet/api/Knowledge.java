package io.gauntlet.api;

import java.util.Locale;

/** What a match grants the attacker; each level includes those below it in the order transfer, label, score, white-box. */
public enum Knowledge {
    /** No answers at all: candidates are handed in blind. */
    TRANSFER,
    /** The predicted class and whether the sample was accepted. */
    LABEL,
    /** The logits too. */
    SCORE,
    /** Gradients and the stages of the defended model too. */
    WHITE_BOX;

    /** The name in specs and tables, such as {@code white-box}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether an attack that needs {@code other} may play where this is granted. */
    public boolean grants(Knowledge other) {
        return compareTo(other) >= 0;
    }
}
