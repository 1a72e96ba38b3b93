package io.gauntlet.app.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.spec.Mode;
import io.gauntlet.runtime.estimate.Grid;
import io.gauntlet.runtime.estimate.TournamentEstimate;
import io.gauntlet.runtime.estimate.TournamentEstimate.Attacking;
import io.gauntlet.runtime.estimate.TournamentEstimate.Trained;

/** What a tournament would cost, as text. */
public final class EstimateText {
    private EstimateText() {}

    /** The lines, none wider than {@code width} where that is possible. */
    public static List<String> lines(String name, TournamentEstimate estimate, int width) {
        List<String> lines = new ArrayList<>();
        Grid grid = estimate.grid();
        lines.add("Tournament " + name + ": " + many(grid.cells(), "cell", "cells") + " of "
                + many(grid.samples(), "sample", "samples") + ", in " + many(grid.matches(), "match", "matches")
                + "; nothing was played");
        lines.add("");
        lines.addAll(trainings(estimate.trainings()).lines(width));
        for (ThreatModel threatModel : estimate.attackers().stream()
                .map(Attacking::threatModel)
                .distinct()
                .toList()) {
            lines.add("");
            lines.add("Threat model " + ScoreboardText.words(threatModel) + "; for a sample that stands");
            lines.addAll(attackers(estimate, threatModel).lines(width));
        }
        lines.add("");
        lines.addAll(PluginText.wrapped(
                "In this order: " + String.join(", ", estimate.order())
                        + (estimate.mode() == Mode.VERDICT
                                ? "; in verdict mode each has only the samples that those before it left."
                                : "."),
                width));
        lines.addAll(sums(estimate, width));
        return lines;
    }

    private static TextTable trainings(List<Trained> trainings) {
        TextTable table = new TextTable(1, List.of("defender", "architecture", "training"));
        table.left(1);
        for (Trained one : trainings) {
            String architecture = one.architecture();
            table.add(
                    one.defender(),
                    architecture == null ? Numbers.NONE : architecture,
                    architecture == null ? Numbers.NONE : time(one.time()));
        }
        return table;
    }

    private static TextTable attackers(TournamentEstimate estimate, ThreatModel threatModel) {
        TextTable table = new TextTable(
                1, List.of("attacker", "matches", "queries", "gradients", "all gradients", "time at most"));
        for (Attacking one : estimate.attackers()) {
            if (!one.threatModel().equals(threatModel)) {
                continue;
            }
            String obstacle = one.calls().obstacle();
            if (obstacle != null) {
                table.add(one.attacker(), whole(one.matches()), "?", "?", "?", "?");
            } else {
                table.add(
                        one.attacker(),
                        whole(one.matches()),
                        Numbers.count(one.calls().queries()),
                        Numbers.count(one.calls().gradients()),
                        whole(one.gradients()),
                        Numbers.time(one.time().dividedBy(estimate.workers())) + (one.fits() ? " and fitting" : ""));
            }
        }
        return table;
    }

    private static List<String> canaries(TournamentEstimate estimate, int width) {
        List<Attacking> canaries = estimate.canaries();
        if (canaries.isEmpty()) {
            return List.of();
        }
        return PluginText.wrapped(
                "Canaries beside them: " + many(estimate.broken(), "defense", "defenses") + ", "
                        + many(canaries.stream().mapToInt(Attacking::matches).sum(), "match", "matches") + ", at most "
                        + Numbers.time(estimate.besides()) + " and "
                        + many(
                                canaries.stream()
                                        .mapToDouble(Attacking::gradients)
                                        .sum(),
                                "gradient",
                                "gradients")
                        + "; `canaries: none` in the spec leaves them out.",
                width);
    }

    private static List<String> sums(TournamentEstimate estimate, int width) {
        List<String> lines = new ArrayList<>();
        lines.add("Training about " + Numbers.time(estimate.training()) + "; attacks at most "
                + Numbers.time(estimate.attacking()) + " on " + many(estimate.workers(), "worker", "workers")
                + " and " + many(estimate.gradients(), "gradient", "gradients")
                + (estimate.incomplete() ? ", without what is not known." : "."));
        lines.addAll(canaries(estimate, width));
        lines.add("A model that was trained before is not trained again, and a sample that is broken costs less.");
        lines.add("Not counted: the attacks' own work beside the network, draws, wrapped stages, the referee.");
        if (estimate.rounds() > 1) {
            lines.add("Of " + estimate.rounds() + " rounds this is the first, without what players learn from after it;"
                    + " who plays then is known then.");
        }
        for (Attacking one : estimate.attackers()) {
            String obstacle = one.calls().obstacle();
            if (obstacle != null) {
                lines.add("'" + one.attacker() + "' " + obstacle + ".");
            }
        }
        return lines;
    }

    private static String time(@Nullable Duration time) {
        return time == null ? "?" : Numbers.time(time);
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    private static String many(double n, String one, String more) {
        return whole(n) + " " + (n == 1 ? one : more);
    }
}
