package io.gauntlet.app.text;

import java.util.ArrayList;
import java.util.List;

import io.gauntlet.arena.rating.Mixture;
import io.gauntlet.runtime.record.CrossEvaluation;

/** Mixtures of defenders as text. */
public final class MixtureText {
    private MixtureText() {}

    /** The lines, at most {@code width} characters wide where labels permit. */
    public static List<String> lines(
            String tournament, CrossEvaluation.Report report, List<Mixture> mixtures, int width) {
        List<String> lines = new ArrayList<>();
        lines.add("Tournament " + tournament + ": the examples of " + report.tried()
                + (report.tried() == 1 ? " match" : " matches") + " tried on another defender, those of "
                + report.known() + " before");
        report.obstacles().forEach(obstacle -> lines.addAll(PluginText.wrapped(obstacle, width)));
        for (Mixture mixture : mixtures) {
            lines.add("");
            lines.add("Threat model " + ScoreboardText.words(mixture.threatModel()));
            lines.addAll(of(mixture, width));
        }
        return lines;
    }

    private static List<String> of(Mixture mixture, int width) {
        Double guaranteed = mixture.guaranteed();
        if (guaranteed == null) {
            return PluginText.wrapped(String.valueOf(mixture.open()), width);
        }
        TextTable table = new TextTable(1, List.of("defender", "answers %", "alone keeps %"));
        mixture.defenders()
                .forEach(share ->
                        table.add(share.defender(), Numbers.percent(share.weight()), Numbers.percent(share.alone())));
        List<String> lines = new ArrayList<>(table.lines(width));
        lines.addAll(PluginText.wrapped(
                "Drawn anew for each query with these probabilities, the defenders keep "
                        + Numbers.percent(guaranteed)
                        + " % of the samples, whichever stored example is submitted for each. Alone: against the"
                        + " examples made for all defenders. Nothing is guaranteed against attacks on the mixture"
                        + " itself.",
                width));
        return lines;
    }
}
