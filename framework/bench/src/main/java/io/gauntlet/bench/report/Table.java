package io.gauntlet.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Measurements of one kind.
 *
 * @param title of the table
 * @param unit of all measurements, such as {@code ms}
 * @param peers the names of what is compared against
 * @param ratio what the ratio is, such as {@code ours / faster}
 * @param lines in the order shown
 */
public record Table(String title, String unit, List<String> peers, String ratio, List<Line> lines) {
    private static final String GAP = "  ";

    /** Checks that each line has a value for each peer. */
    public Table {
        peers = List.copyOf(peers);
        lines = List.copyOf(lines);
        int columns = peers.size();
        if (lines.stream().anyMatch(line -> line.peers().size() != columns)) {
            throw new IllegalArgumentException("Each line of '" + title + "' needs a value for each peer.");
        }
    }

    /** The table's lines of text, title and header first. */
    public List<String> text() {
        List<List<String>> cells = new ArrayList<>();
        cells.add(header());
        lines.forEach(line -> cells.add(cells(line)));
        List<String> text = new ArrayList<>();
        text.add(title + ", " + unit);
        cells.forEach(row -> text.add(aligned(row, cells)));
        return text;
    }

    /** Whether there is nothing to compare with. */
    private boolean alone() {
        return peers.isEmpty()
                && lines.stream()
                        .allMatch(line -> line.goal().isEmpty()
                                && Double.isNaN(line.ratio().median()));
    }

    private List<String> header() {
        List<String> header = new ArrayList<>(List.of("", "ours"));
        if (alone()) {
            return header;
        }
        header.addAll(peers);
        header.addAll(List.of(ratio, "goal", ""));
        return header;
    }

    private List<String> cells(Line line) {
        List<String> cells = new ArrayList<>(List.of(line.name(), Numbers.measured(line.ours())));
        if (alone()) {
            return cells;
        }
        line.peers().forEach(peer -> cells.add(Numbers.measured(peer)));
        cells.add(line.ratio().toString());
        cells.add(line.goal().map(Goal::toString).orElse(""));
        Boolean met = line.met();
        cells.add(met == null ? "" : met ? "met" : "missed");
        return cells;
    }

    private static String aligned(List<String> row, List<List<String>> all) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            int at = column;
            int width =
                    all.stream().mapToInt(cells -> cells.get(at).length()).max().orElse(0);
            String space = " ".repeat(width - row.get(column).length());
            text.append(column == 0 ? "" : GAP);
            // Words to the left, numbers to the right.
            boolean word = column == 0 || (column > 1 && column == row.size() - 1);
            text.append(word ? row.get(column) + space : space + row.get(column));
        }
        return text.toString().stripTrailing();
    }
}
