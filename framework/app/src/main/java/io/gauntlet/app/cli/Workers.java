package io.gauntlet.app.cli;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.InvalidInputException;

/** How many jobs run at once, and how long they may take at the end. */
final class Workers {
    private static final int MOST = 1024;
    private static final int LONGEST_GRACE = 3600;

    private Workers() {}

    /** The number given, else one for each core. @throws InvalidInputException when it is out of range */
    static int of(@Nullable Integer given) {
        return given == null ? Runtime.getRuntime().availableProcessors() : checked(given, 1);
    }

    /** How long jobs may still run at the end. @throws InvalidInputException when it is out of range */
    static Duration grace(int seconds) {
        if (seconds < 0 || seconds > LONGEST_GRACE) {
            throw new InvalidInputException("The option --grace must be a whole number of seconds from 0 to "
                    + LONGEST_GRACE + ", not " + seconds + ".");
        }
        return Duration.ofSeconds(seconds);
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
