package io.gauntlet.app.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.gauntlet.arena.InvalidInputException;

/** A length of time, as people type it. */
final class Age {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})\\s*([mhdw])");

    private Age() {}

    /** Such as {@code 90m}, {@code 12h}, {@code 30d} or {@code 4w}. @throws InvalidInputException when it is none */
    static Duration of(String option, String typed) {
        Matcher matcher = FORM.matcher(typed.strip());
        if (!matcher.matches()) {
            throw new InvalidInputException(
                    "The option " + option + " takes a time such as 90m, 12h, 30d or 4w, not '" + typed + "'.");
        }
        long n = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2).charAt(0)) {
            case 'm' -> Duration.ofMinutes(n);
            case 'h' -> Duration.ofHours(n);
            case 'd' -> Duration.ofDays(n);
            default -> Duration.ofDays(7 * n);
        };
    }
}
