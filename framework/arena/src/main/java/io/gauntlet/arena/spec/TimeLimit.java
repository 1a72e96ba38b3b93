package io.gauntlet.arena.spec;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.gauntlet.arena.InvalidInputException;

/** Times as written in specs: {@code 90s}, {@code 10m} or {@code 2h}. */
final class TimeLimit {
    /** For the schema: a whole number of up to six digits and a unit. */
    static final String PATTERN = "^[1-9][0-9]{0,5}[smh]$";

    private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,5})([smh])");

    private TimeLimit() {}

    /** Reads a time. @throws InvalidInputException when it is not one */
    static Duration parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidInputException(
                    "A time is a whole number with s, m or h, such as 90s, 10m or 2h; '" + text + "' is not one.");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    /** Writes a time in the largest unit that is exact. */
    static String format(Duration time) {
        long seconds = time.toSeconds();
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
