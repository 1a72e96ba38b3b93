package io.gauntlet.api.attack;

import io.gauntlet.api.Knowledge;

/** Thrown when an attack asks the target for what the match does not grant. */
public final class NotGrantedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Names what was asked and what is granted. */
    public NotGrantedException(String asked, Knowledge needed, Knowledge granted) {
        super("The attack asked for " + asked + ", which needs " + needed.id() + " knowledge; this match grants "
                + granted.id() + ".");
    }
}
