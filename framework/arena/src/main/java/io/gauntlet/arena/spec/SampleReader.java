package io.gauntlet.arena.spec;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.gauntlet.arena.InvalidInputException;

/** Ranges of samples as written in specs: {@code 0-499}, or {@code 7} for one sample. */
final class SampleReader {
    /** For the schema. */
    static final String PATTERN = "^[0-9]{1,10}( *- *[0-9]{1,10})?$";

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,10})(?: *- *([0-9]{1,10}))?");

    private SampleReader() {}

    /** Reads a range. @throws InvalidInputException when it is not one */
    static Samples.Range range(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            throw new InvalidInputException(
                    "A range of samples is two numbers joined by a hyphen, such as 0-499; '" + text + "' is not one.");
        }
        int first = position(matcher.group(1));
        return new Samples.Range(first, matcher.group(2) == null ? first : position(matcher.group(2)));
    }

    private static int position(String digits) {
        long position = Long.parseLong(digits);
        if (position >= Integer.MAX_VALUE) {
            throw new InvalidInputException(
                    "The last sample must be at most " + (Integer.MAX_VALUE - 1) + ", not " + digits + ".");
        }
        return (int) position;
    }
}
