package io.gauntlet.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.gauntlet.arena.flag.Check;
import io.gauntlet.arena.flag.Flag;
import io.gauntlet.arena.scoring.Scoreboard;
import io.gauntlet.runtime.trial.AttackTrace;

/** Flags as text: what was doubted, and what each doubt means. */
public final class FlagText {
    private FlagText() {}

    /** One line for each check. */
    public static List<String> list(int width) {
        TextTable table = new TextTable(2, List.of("flag", "raised when"));
        for (Check check : Check.values()) {
            table.add(check.id(), check.title());
        }
        List<String> lines = new ArrayList<>(table.lines(width));
        lines.add("");
        lines.addAll(PluginText.wrapped(
                "A flag is a doubt and never takes a defender's standing away. `./gauntlet flags ID` says what one means and what to"
                        + " do about it.",
                width));
        return lines;
    }

    /** Everything about one check. */
    public static List<String> page(Check check, int width) {
        List<String> lines = new ArrayList<>(List.of(check.title() + " (" + check.id() + ")", ""));
        lines.addAll(PluginText.wrapped(check.meaning(), width));
        lines.add("");
        lines.addAll(PluginText.wrapped("What to do: " + check.advice(), width));
        lines.add("");
        lines.addAll(PluginText.wrapped("Source: " + check.source(), width));
        return lines;
    }

    /** What must be known before the tables are read. */
    static List<String> warnings(Scoreboard board, int width) {
        List<String> unbroken = board.flags().stream()
                .filter(flag -> flag.check().equals(Check.CANARY_UNBROKEN.id()))
                .map(flag -> String.valueOf(flag.defender()))
                .toList();
        return unbroken.isEmpty()
                ? List.of()
                : PluginText.wrapped(
                        "! The attackers of this tournament are too weak: none broke " + String.join(", ", unbroken)
                                + ", known to be broken. `./gauntlet flags canary-unbroken` says more.",
                        width);
    }

    /** The flags of a threat model, one after the other; nothing without any. */
    static List<String> of(Scoreboard board, int width) {
        if (board.flags().isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(PluginText.wrapped(
                "Flags: automatic doubts (!), which change no defender's rank; `./gauntlet flags ID` explains them",
                width));
        board.flags().forEach(flag -> marked(flag.check() + ", " + about(flag) + ": " + flag.evidence(), width, lines));
        return lines;
    }

    /** The flags of an attack on one sample, or that there is none. */
    static List<String> of(AttackTrace trace, int width) {
        List<String> lines = new ArrayList<>(List.of(""));
        String able = trace.checks().stream().map(Check::id).collect(Collectors.joining(", "));
        if (trace.flags().isEmpty()) {
            lines.addAll(PluginText.wrapped(
                    "Flags: none. One sample can raise " + able + "; the others take a tournament.", width));
            return lines;
        }
        lines.addAll(
                PluginText.wrapped("Flags: a tournament doubts this, too (!); one sample can raise " + able, width));
        for (Flag flag : trace.flags()) {
            marked(
                    flag.check() + ": " + flag.evidence()
                            + Check.of(flag.check())
                                    .map(check -> " " + check.meaning())
                                    .orElse("")
                            + " `./gauntlet flags " + flag.check() + "` says what to do.",
                    width,
                    lines);
        }
        return lines;
    }

    private static void marked(String sentence, int width, List<String> lines) {
        List<String> text = PluginText.wrapped(sentence, width - 4);
        for (int i = 0; i < text.size(); i++) {
            lines.add((i == 0 ? "! " : "  ") + text.get(i));
        }
    }

    private static String about(Flag flag) {
        String attacker = flag.attacker();
        String defender = flag.defender();
        if (attacker == null) {
            return defender == null ? "the whole tournament" : defender;
        }
        return defender == null ? attacker : attacker + " against " + defender;
    }
}
