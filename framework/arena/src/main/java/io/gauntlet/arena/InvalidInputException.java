package io.gauntlet.arena;

/**
 * The user asked for something that cannot be: a spec, an option or a parameter that is wrong. The message is one or
 * more sentences that say what was given, what is allowed and what to do; it is shown as it is, without a stack trace,
 * and a command ends with status 2.
 */
public class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With one or more sentences for the user. */
    public InvalidInputException(String message) {
        super(message);
    }

    /** With one or more sentences for the user, and what was behind it. */
    public InvalidInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
