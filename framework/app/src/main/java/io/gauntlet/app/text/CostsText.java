package io.gauntlet.app.text;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.gauntlet.runtime.cost.Costs;

/** Where the workers' time went, as text. */
public final class CostsText {
    private CostsText() {}

    /** The lines. */
    public static List<String> lines(Costs costs) {
        TextTable table = new TextTable(1, List.of("work", "time", "% of the workers' time"));
        add(table, costs, "training", costs.training());
        add(table, costs, "attacking", costs.attacking());
        add(table, costs, "referee", costs.referee());
        add(table, costs, "loading", costs.loading());
        add(table, costs, "store", costs.store());
        add(table, costs, "bus", costs.bus());
        add(table, costs, "idle", costs.idle());
        List<String> lines = new java.util.ArrayList<>(List.of("Where the time of this process's workers went"));
        lines.addAll(table.lines(Integer.MAX_VALUE));
        lines.add(String.format(
                Locale.ROOT,
                "Referee, loading, store and bus add %.1f %% to training and attacking.",
                100 * costs.overhead()));
        return lines;
    }

    private static void add(TextTable table, Costs costs, String work, Duration time) {
        long total = costs.total().toNanos();
        table.add(work, Numbers.time(time), Numbers.percent(total == 0 ? 0.0 : (double) time.toNanos() / total));
    }
}
