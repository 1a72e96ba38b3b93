package io.gauntlet.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.catalog.VersionChange;
import io.gauntlet.arena.parameter.ParameterHelp;

/** Plug-ins as text. */
public final class PluginText {
    private PluginText() {}

    /** All plug-ins, kind by kind. */
    public static List<String> list(Catalog catalog, int width) {
        List<String> lines = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            lines.add(capital(kind.plural()));
            List<Registered> plugins = catalog.all(kind);
            int column =
                    plugins.stream().mapToInt(one -> one.id().length()).max().orElse(0) + 4;
            for (Registered plugin : plugins) {
                String name = "  " + plugin.id();
                List<String> summary = wrapped(plugin.description().summary(), Math.max(30, width - column));
                lines.add(name + " ".repeat(column - name.length()) + summary.get(0));
                summary.stream().skip(1).forEach(line -> lines.add(" ".repeat(column) + line));
            }
            if (plugins.isEmpty()) {
                lines.add("  none");
            }
            lines.add("");
        }
        lines.add("`./gauntlet plugins ID` tells everything about one of them.");
        return lines;
    }

    /** Everything about one plug-in, and what differs from the version recorded before, if there is one. */
    public static List<String> page(Registered plugin, @Nullable VersionChange change, int width) {
        List<String> lines = new ArrayList<>();
        lines.add(plugin.id() + " (" + plugin.kind().noun() + ", version " + plugin.version() + ")");
        lines.addAll(wrapped(plugin.description().summary(), width));
        if (!plugin.description().notes().isBlank()) {
            lines.add("");
            lines.addAll(wrapped(plugin.description().notes(), width));
        }
        facts(plugin, lines);
        parameters(plugin, lines, width);
        if (!plugin.description().papers().isEmpty()) {
            lines.add("");
            lines.add("Papers");
            plugin.description().papers().forEach(paper -> indented(lines, paper, width));
        }
        lines.add("");
        if (change != null) {
            lines.addAll(wrapped("Since another version was recorded: " + change.words() + ".", width));
        }
        lines.add("From " + plugin.jarName() + " (SHA-256 " + plugin.jarSha().substring(0, 12) + "…)");
        return lines;
    }

    private static void facts(Registered plugin, List<String> lines) {
        if (plugin.kind() == Kind.ATTACK) {
            AttackInfo info = plugin.attack().info();
            lines.add("");
            lines.add("Looks for   "
                    + (info.kind() == AttackInfo.Kind.MINIMUM_NORM
                            ? "the smallest success"
                            : "any success within epsilon"));
            lines.add("Norms       "
                    + info.norms().stream().sorted().map(Norm::id).collect(Collectors.joining(", ")));
            lines.add("Knowledge   " + info.knowledge().id());
            lines.add("Goals       " + (info.targeted() ? "untargeted and targeted" : "untargeted"));
            lines.add("Cost        " + info.cost());
        } else if (plugin.kind() == Kind.DEFENSE) {
            DefenseInfo info = plugin.defense().info();
            lines.add("");
            lines.add("Trains      " + (info.trains() ? "yes" : "no"));
            lines.add("Randomised  " + (info.randomised() ? "yes" : "no"));
            lines.add("Canary      " + (info.canary() ? "yes: known to be broken" : "no"));
        }
    }

    private static void parameters(Registered plugin, List<String> lines, int width) {
        List<ParameterHelp> help = plugin.parameters().help();
        lines.add("");
        if (help.isEmpty()) {
            lines.add("It takes no parameters.");
            return;
        }
        TextTable table = new TextTable(4, List.of("parameter", "type", "default", "allowed"));
        for (ParameterHelp one : help) {
            table.add(
                    one.name(),
                    one.type(),
                    one.defaultValue().isEmpty() ? "must be given" : one.defaultValue(),
                    one.range());
        }
        lines.addAll(table.lines(width));
        lines.add("");
        help.forEach(one -> indented(lines, one.name() + ": " + one.doc(), width));
    }

    private static void indented(List<String> lines, String text, int width) {
        List<String> wrapped = wrapped(text, width - 4);
        for (int i = 0; i < wrapped.size(); i++) {
            lines.add((i == 0 ? "  " : "    ") + wrapped.get(i));
        }
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** Breaks text at spaces; at least one line. */
    static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
