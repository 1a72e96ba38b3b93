package io.gauntlet.app.cli;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.InvalidInputException;

/** How many jobs run at once. */
final class Workers {
    private static final int MOST = 1024;

    private Workers() {}

    /** The number given, else one for each core. @throws InvalidInputException when it is out of range */
    static int of(@Nullable Integer given) {
        return given == null ? Runtime.getRuntime().availableProcessors() : checked(given, 1);
    }

    /** The number itself. @throws InvalidInputException when it is out of range */
    static int checked(int given, int least) {
        if (given < least || given > MOST) {
            throw new InvalidInputException("The option --workers must be a whole number from " + least + " to " + MOST
                    + ", not " + given + ".");
        }
        return given;
    }
}
