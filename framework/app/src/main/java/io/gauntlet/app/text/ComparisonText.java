package io.gauntlet.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.scoring.Comparison;
import io.gauntlet.runtime.record.SpecDifferences;

/** Two tournaments side by side, as text. */
public final class ComparisonText {
    private static final String WORST = "(all attacks)";

    private ComparisonText() {}

    /** What differs between two specs; no lines when nothing does. */
    public static List<String> differences(List<SpecDifferences.Difference> differences, int width) {
        List<String> lines = new ArrayList<>();
        if (!differences.isEmpty()) {
            lines.add("");
            lines.add("Their specs differ in");
        }
        for (SpecDifferences.Difference one : differences) {
            lines.addAll(PluginText.wrapped(
                    "- " + one.path() + ": " + written(one.first()) + ", then " + written(one.second()), width));
        }
        return lines;
    }

    private static String written(@Nullable JsonNode value) {
        if (value == null) {
            return "not there";
        }
        return value.isTextual() ? value.asText() : value.toString();
    }

    /** The lines of one threat model, none wider than {@code width} where that is possible. */
    public static List<String> lines(Comparison comparison, int width) {
        List<String> lines = new ArrayList<>();
        lines.add("Threat model " + ScoreboardText.words(comparison.threatModel())
                + "; robust accuracy in % of the samples that both played");
        TextTable table = new TextTable(
                2, List.of("defender", "attacker", "samples", "first", "second", "change", "p", "more than luck"));
        for (Comparison.Line line : comparison.lines()) {
            String attacker = line.attacker();
            table.add(
                    line.defender(),
                    attacker == null ? WORST : attacker,
                    Integer.toString(line.samples()),
                    Numbers.percent(line.first()),
                    Numbers.percent(line.second()),
                    String.format(Locale.ROOT, "%+.1f", 100 * (line.second() - line.first())),
                    p(line.p()),
                    line.different() ? "yes" : "no");
        }
        lines.addAll(table.lines(width));
        return lines;
    }

    private static String p(double p) {
        return p < 0.0001 ? "<0.0001" : String.format(Locale.ROOT, "%.4f", p);
    }
}
