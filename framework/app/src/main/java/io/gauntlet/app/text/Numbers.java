package io.gauntlet.app.text;

import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.scoring.Interval;

/** Numbers in the few digits that people compare. */
public final class Numbers {
    /** Stands for what is not there. */
    public static final String NONE = "-";

    private Numbers() {}

    /** A share of one in per cent, such as {@code 97.3}. */
    public static String percent(@Nullable Double share) {
        return share == null ? NONE : String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    /** The two ends of an interval of shares in per cent, such as {@code 12.0–45.5}. */
    public static String percent(double lower, double upper) {
        return percent(lower) + "–" + percent(upper);
    }

    /** Where a share lies, in per cent; {@value #NONE} without one. */
    public static String interval(@Nullable Interval interval) {
        return interval == null ? NONE : percent(interval.low(), interval.high());
    }

    /** A rank, such as {@code 2}, or {@code 2=} where it is shared. */
    public static String rank(@Nullable Integer rank, boolean tied) {
        return rank == null ? NONE : rank + (tied ? "=" : "");
    }

    /** A distance, such as {@code 0.2996}. */
    public static String distance(@Nullable Double distance) {
        if (distance == null || !Double.isFinite(distance)) {
            return NONE;
        }
        return distance >= 100 ? String.format(Locale.ROOT, "%.1f", distance) : significant(distance);
    }

    private static String significant(double distance) {
        return String.format(Locale.ROOT, distance >= 10 ? "%.2f" : "%.4f", distance);
    }

    /** A mean count, such as {@code 41} or {@code 0.5}. */
    public static String count(double mean) {
        return mean >= 10 || mean == Math.rint(mean)
                ? String.format(Locale.ROOT, "%.0f", mean)
                : String.format(Locale.ROOT, "%.1f", mean);
    }

    /** A time, such as {@code 850 ms}, {@code 12.3 s}, {@code 4 min 12 s} or {@code 2 h 5 min}. */
    public static String time(Duration time) {
        long millis = time.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        return time.toHours() > 0
                ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }

    /** A size in memory or on disk, such as {@code 1.5 GiB}. */
    public static String size(long bytes) {
        double gib = bytes / (double) (1L << 30);
        return gib >= 1
                ? String.format(Locale.ROOT, "%.1f GiB", gib)
                : String.format(Locale.ROOT, "%.0f MiB", bytes / (double) (1L << 20));
    }
}
