package io.gauntlet.plugins.transformations.stage;

import java.math.BigDecimal;
import java.util.List;

import io.gauntlet.api.Draws;

/**
 * What one property of a transformation is drawn from, afresh for each row and draw: uniform between two numbers, or
 * always the same one.
 *
 * @param low the least value
 * @param high the greatest value
 */
public record Range(double low, double high) {
    /** How ranges are explained in the text of a parameter. */
    public static final String HOW = " Two numbers are the ends of a range from which each draw is uniform; one number"
            + " is used in every draw.";

    /**
     * Reads a parameter.
     *
     * @param name the parameter, for messages
     * @param values one number, or two with the lesser first
     * @param min the least allowed
     * @param max the greatest allowed
     * @throws IllegalArgumentException when there are more or fewer numbers, or they are outside or in the wrong order
     */
    public static Range of(String name, List<Double> values, double min, double max) {
        if (values.isEmpty() || values.size() > 2) {
            throw new IllegalArgumentException(name
                    + " must be one number or the two ends of a range, such as [-10, 10], not " + values.size()
                    + " numbers.");
        }
        for (double value : values) {
            if (!(value >= min && value <= max)) {
                throw new IllegalArgumentException(
                        name + " must be between " + plain(min) + " and " + plain(max) + ", not " + value + ".");
            }
        }
        Range range = new Range(values.get(0), values.get(values.size() - 1));
        if (range.low > range.high) {
            throw new IllegalArgumentException(name + " must name the lower end of its range first: ["
                    + plain(range.high) + ", " + plain(range.low) + "].");
        }
        return range;
    }

    /** Whether draws differ. */
    public boolean random() {
        return low < high;
    }

    /** Whether every draw is this number. */
    public boolean always(double value) {
        return low == value && high == value;
    }

    /** One draw; nothing is drawn when all draws are the same. */
    public double draw(Draws draws) {
        return random() ? draws.uniform(low, high) : low;
    }

    /** {@code 15} or {@code -15..15}. */
    @Override
    public String toString() {
        return random() ? plain(low) + ".." + plain(high) : plain(low);
    }

    private static String plain(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }
}
