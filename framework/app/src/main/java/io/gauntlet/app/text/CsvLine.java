package io.gauntlet.app.text;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** A line of a CSV file (RFC 4180). */
final class CsvLine {
    private CsvLine() {}

    /** The values, empty for null. */
    static String of(@Nullable Object... values) {
        List<@Nullable Object> all = Arrays.asList(values);
        return all.stream().map(CsvLine::quoted).collect(Collectors.joining(","));
    }

    private static String quoted(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
