package io.gauntlet.store;

import java.util.regex.Pattern;

/** Checks of arguments; each failure is one sentence that names the argument. */
final class Checks {
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern STREAM = Pattern.compile("[a-z][a-z0-9_]*(-.+)?");
    private static final int MAX_STREAM = 200;

    private Checks() {}

    static String text(String what, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("The " + what + " is empty.");
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "The " + what + " holds a NUL character, which PostgreSQL cannot store.");
        }
        return value;
    }

    static void atLeast(String what, long value, long min) {
        if (value < min) {
            throw new IllegalArgumentException("The " + what + " is " + value + "; the least allowed is " + min + ".");
        }
    }

    static String sha(String sha) {
        if (!SHA.matcher(sha).matches()) {
            throw new IllegalArgumentException(
                    "'" + sha + "' does not name an artifact: give its SHA-256 as 64 lower-case hex digits.");
        }
        return sha;
    }

    static String stream(String stream) {
        text("stream", stream);
        if (stream.length() > MAX_STREAM || !STREAM.matcher(stream).matches()) {
            throw new IllegalArgumentException(
                    "'" + stream + "' is no stream name: it is a category (lower-case letters,"
                            + " digits, _), then - and an id, at most " + MAX_STREAM + " characters.");
        }
        return stream;
    }
}
