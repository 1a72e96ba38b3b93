package io.gauntlet.api.model;

/** A NaN or an infinity came out of a computation. */
public final class NonFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Names what was computed and where. */
    public NonFiniteException(String what, String where) {
        super("The " + what + " became NaN or infinite at " + where + ".");
    }

    /** Says during which step of long work it happened, such as {@code update 12}. */
    public NonFiniteException(String step, NonFiniteException cause) {
        super("It diverged in " + step + ": " + cause.getMessage(), cause);
    }
}
