package io.gauntlet.app.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table with aligned columns. One that is too wide is split into several, each with the first columns. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<String> header;
    private final int repeated;
    private final boolean[] right;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Names the columns.
     *
     * @param repeated how many of the first columns name a row: aligned to the left and repeated when the table is split
     * @param header the columns' names; the others are aligned to the right
     */
    public TextTable(int repeated, List<String> header) {
        this.header = List.copyOf(header);
        this.repeated = repeated;
        this.right = new boolean[header.size()];
        Arrays.fill(right, Math.min(repeated, right.length), right.length, true);
    }

    /** Aligns a column to the left. */
    public TextTable left(int column) {
        right[column] = false;
        return this;
    }

    /** Adds a row with a value for each column. */
    public void add(List<String> row) {
        if (row.size() != header.size()) {
            throw new IllegalArgumentException(
                    "A row of " + row.size() + " values does not fit " + header.size() + " columns.");
        }
        rows.add(List.copyOf(row));
    }

    /** Adds a row with a value for each column. */
    public void add(String... row) {
        add(List.of(row));
    }

    /** The lines, none wider than {@code width} where that is possible; no line ends with spaces. */
    public List<String> lines(int width) {
        List<String> lines = new ArrayList<>();
        int next = repeated;
        do {
            List<Integer> columns = new ArrayList<>();
            int used = 0;
            for (int column = 0; column < repeated; column++) {
                columns.add(column);
                used += columnWidth(column) + GAP.length();
            }
            int first = next;
            while (next < header.size() && (next == first || used + columnWidth(next) <= width)) {
                columns.add(next);
                used += columnWidth(next) + GAP.length();
                next++;
            }
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(line(header, columns));
            rows.forEach(row -> lines.add(line(row, columns)));
        } while (next < header.size());
        return lines;
    }

    private int columnWidth(int column) {
        int width = header.get(column).length();
        for (List<String> row : rows) {
            width = Math.max(width, row.get(column).length());
        }
        return width;
    }

    private String line(List<String> row, List<Integer> columns) {
        StringBuilder line = new StringBuilder();
        for (int column : columns) {
            String value = row.get(column);
            String space = " ".repeat(columnWidth(column) - value.length());
            line.append(line.length() == 0 ? "" : GAP);
            line.append(right[column] ? space + value : value + space);
        }
        return line.toString().stripTrailing();
    }
}
