package io.gauntlet.arena.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import io.gauntlet.arena.InvalidInputException;

/**
 * Samples of the test split, as inclusive ranges of positions. Ranges are kept sorted and joined where they touch, so
 * that equal selections are equal.
 *
 * @param ranges at least one, disjoint
 */
public record Samples(List<Range> ranges) {
    /**
     * Samples in a row.
     *
     * @param first the first position, from 0
     * @param last the last position, inclusive
     */
    public record Range(int first, int last) {
        /** Checks the order. @throws InvalidInputException when reversed or negative */
        public Range {
            if (first < 0) {
                throw new InvalidInputException("Samples are counted from 0, so " + first + " is none.");
            }
            if (last == Integer.MAX_VALUE) {
                throw new InvalidInputException(
                        "The last sample must be at most " + (Integer.MAX_VALUE - 1) + ", not " + last + ".");
            }
            if (last < first) {
                throw new InvalidInputException("The range " + first + "-" + last + " is reversed. Write " + last + "-"
                        + first + ": both ends are included.");
            }
        }

        /** The number of samples. */
        public int size() {
            return last - first + 1;
        }

        /** As written in a spec, such as {@code 0-499}. */
        @Override
        public String toString() {
            return first + "-" + last;
        }
    }

    /**
     * Sorts and joins.
     *
     * @throws InvalidInputException when there is no range, or two overlap
     */
    public Samples {
        if (ranges.isEmpty()) {
            throw new InvalidInputException(
                    "There must be at least one sample: a number such as 1000, or ranges such as [0-499, 700-899].");
        }
        ranges = joined(
                ranges.stream().sorted(Comparator.comparingInt(Range::first)).toList());
        long size = ranges.stream().mapToLong(Range::size).sum();
        if (size > Integer.MAX_VALUE) {
            throw new InvalidInputException("There are " + size + " samples; at most 2147483647 can be played.");
        }
    }

    /** The first samples of the split. @throws InvalidInputException when {@code count} is less than 1 */
    public static Samples first(int count) {
        if (count < 1) {
            throw new InvalidInputException("There must be at least one sample, not " + count + ".");
        }
        return new Samples(List.of(new Range(0, count - 1)));
    }

    private static List<Range> joined(List<Range> sorted) {
        List<Range> joined = new ArrayList<>();
        for (Range range : sorted) {
            Range before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (before != null && range.first() <= before.last()) {
                throw new InvalidInputException("Sample " + range.first() + " is in two ranges, one of which is "
                        + range + ". Ranges include both ends and must not overlap.");
            }
            if (before != null && range.first() == before.last() + 1) {
                joined.set(joined.size() - 1, new Range(before.first(), range.last()));
            } else {
                joined.add(range);
            }
        }
        return List.copyOf(joined);
    }

    /** The number of samples. */
    public int size() {
        return ranges.stream().mapToInt(Range::size).sum();
    }

    /** The positions in the test split, ascending. */
    public int[] indices() {
        return ranges.stream()
                .flatMapToInt(range -> IntStream.rangeClosed(range.first(), range.last()))
                .toArray();
    }

    /** The greatest position. */
    public int last() {
        return ranges.get(ranges.size() - 1).last();
    }
}
