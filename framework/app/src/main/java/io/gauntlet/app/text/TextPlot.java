package io.gauntlet.app.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A curve of characters. */
final class TextPlot {
    private static final int AXIS = 12;

    private TextPlot() {}

    /**
     * The lines of the plot: values from left to right, the greatest on top.
     *
     * @param values in order; what is no finite number leaves a gap, and where there are more than columns each column
     *     shows the mean of some
     * @param height lines for the curve, at least 2
     * @return nothing when fewer than two values are finite
     */
    static List<String> lines(double[] values, int width, int height) {
        if (Arrays.stream(values).filter(Double::isFinite).count() < 2) {
            return List.of();
        }
        double[] columns = columns(values, Math.min(values.length, width - AXIS));
        double least = Arrays.stream(columns).filter(Double::isFinite).min().orElseThrow();
        double most = Arrays.stream(columns).filter(Double::isFinite).max().orElseThrow();
        List<String> lines = new ArrayList<>();
        for (int line = height - 1; line >= 0; line--) {
            StringBuilder text = new StringBuilder(label(line, height, least, most)).append(" |");
            for (double value : columns) {
                text.append(line(value, least, most, height) == line ? '*' : ' ');
            }
            lines.add(text.toString().stripTrailing());
        }
        return lines;
    }

    private static double[] columns(double[] values, int n) {
        double[] columns = new double[n];
        for (int c = 0; c < n; c++) {
            int from = (int) ((long) c * values.length / n);
            int to = (int) ((c + 1L) * values.length / n);
            columns[c] = Arrays.stream(values, from, to)
                    .filter(Double::isFinite)
                    .average()
                    .orElse(Double.NaN);
        }
        return columns;
    }

    /** Where a value is drawn, from 0 at the bottom; -1 for what is no number. */
    private static int line(double value, double least, double most, int height) {
        if (!Double.isFinite(value)) {
            return -1;
        }
        return most == least ? 0 : (int) Math.round((value - least) / (most - least) * (height - 1));
    }

    private static String label(int line, int height, double least, double most) {
        boolean named = line == 0 || line == height - 1;
        String text = named ? String.format(Locale.ROOT, "%.4g", line == 0 ? least : most) : "";
        return String.format(Locale.ROOT, "%10s", text);
    }
}
