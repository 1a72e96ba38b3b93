package io.gauntlet.arena.parameter;

import java.math.BigDecimal;

/**
 * An inclusive range.
 *
 * @param min the least value or length, or negative infinity
 * @param max the greatest value or length, or positive infinity
 */
record Bounds(double min, double max) {
    static final Bounds NONE = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    boolean contains(BigDecimal value) {
        return (!hasMin() || value.compareTo(BigDecimal.valueOf(min)) >= 0)
                && (!hasMax() || value.compareTo(BigDecimal.valueOf(max)) <= 0);
    }

    boolean contains(int length) {
        return length >= min && length <= max;
    }

    boolean hasMin() {
        return !Double.isInfinite(min);
    }

    boolean hasMax() {
        return !Double.isInfinite(max);
    }

    /** {@code 1 to 10}, {@code at least 1}, {@code at most 10} or nothing. */
    String words() {
        if (hasMin() && hasMax()) {
            return plain(min) + " to " + plain(max);
        }
        return hasMin() ? "at least " + plain(min) : hasMax() ? "at most " + plain(max) : "";
    }

    /** As words(), to follow a noun: {@code  from 1 to 10}, led by a space. */
    String after() {
        return words().isEmpty() ? "" : hasMin() && hasMax() ? " from " + words() : " of " + words();
    }

    static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros();
    }

    private static String plain(double value) {
        BigDecimal decimal = decimal(value);
        int exponent = decimal.precision() - decimal.scale() - 1;
        return exponent >= -7 && exponent < 21 ? decimal.toPlainString() : decimal.toString();
    }
}
