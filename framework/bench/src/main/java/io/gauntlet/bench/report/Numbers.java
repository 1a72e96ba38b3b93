package io.gauntlet.bench.report;

import java.util.Locale;

/** Numbers in the few digits that people compare. */
final class Numbers {
    /** Stands for what was not measured. */
    private static final String NONE = "-";

    private static final int DIGITS = 3;

    private Numbers() {}

    /** With at least three digits that count, such as {@code 0.0123}, {@code 1.23}, {@code 12.3} or {@code 1234}. */
    static String measured(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        int before = value == 0 ? 1 : (int) Math.floor(Math.log10(Math.abs(value))) + 1;
        return String.format(Locale.ROOT, "%." + Math.max(0, DIGITS - before) + "f", value);
    }

    /** With two decimals. */
    static String ratio(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : NONE;
    }
}
