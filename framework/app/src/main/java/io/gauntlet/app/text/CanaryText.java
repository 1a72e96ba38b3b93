package io.gauntlet.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.gauntlet.arena.scoring.CanaryTable;
import io.gauntlet.arena.scoring.CanaryTable.Line;
import io.gauntlet.arena.scoring.Scoreboard;

/** The canaries that a tournament added, as text. */
final class CanaryText {
    private CanaryText() {}

    /** What became of them; nothing where there are none. */
    static List<String> of(Scoreboard board, int width) {
        CanaryTable canaries = board.canaries();
        if (canaries == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(PluginText.wrapped(
                "Canaries: known to be weak, on " + canaries.samples() + " samples, counted in no other table", width));
        TextTable table = new TextTable(1, List.of("canary", "what it is", "broken")).left(1);
        canaries.defenders()
                .forEach(line -> add(table, line, line.plain() ? "plain network" : "defense known to be broken"));
        canaries.attackers().forEach(line -> add(table, line, "weak attack: broke"));
        lines.addAll(table.lines(width));
        return lines;
    }

    private static void add(TextTable table, Line line, String what) {
        String reason = line.reason();
        String broken = line.judged() == 0
                ? Objects.requireNonNullElse(reason, "not played")
                : line.broken() + " of " + line.judged() + (line.over() ? "" : " so far");
        table.add(line.label(), what, broken);
    }
}
