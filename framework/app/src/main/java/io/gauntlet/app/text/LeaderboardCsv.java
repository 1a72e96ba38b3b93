package io.gauntlet.app.text;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.scoring.AttackerStanding;
import io.gauntlet.arena.scoring.Cell;
import io.gauntlet.arena.scoring.DefenderStanding;
import io.gauntlet.arena.scoring.DetectionScore;
import io.gauntlet.arena.scoring.Interval;
import io.gauntlet.arena.scoring.Scoreboard;
import io.gauntlet.store.projection.TournamentView;

/**
 * A tournament's tables as CSV (RFC 4180 with line feeds): a line for each cell, one with attacker * for each
 * defender's standing and one with defender * for each attacker's.
 */
public final class LeaderboardCsv {
    private static final List<String> HEADER = List.of(
            "tournament",
            "threat_model",
            "defender",
            "attacker",
            "state",
            "rank",
            "samples",
            "clean_accuracy",
            "robust_accuracy",
            "robust_accuracy_least",
            "robust_accuracy_most",
            "median_distance",
            "mean_queries",
            "mean_gradients",
            "reason",
            "false_alarms",
            "rejected",
            "roc_area",
            "tied",
            "clean_low",
            "clean_high",
            "robust_low",
            "robust_high",
            "success",
            "success_low",
            "success_high",
            "exclusive",
            "points");

    private LeaderboardCsv() {}

    /** The lines, the header first. Accuracies are shares of one. */
    public static List<String> lines(TournamentView view) {
        List<String> lines = new ArrayList<>(List.of(String.join(",", HEADER)));
        String tournament = view.summary().id().toString();
        for (Scoreboard board : view.scoreboards()) {
            String threatModel = board.threatModel().id();
            board.defenders().forEach(standing -> lines.add(standing(tournament, threatModel, board, standing)));
            board.attackers().forEach(standing -> lines.add(standing(tournament, threatModel, board, standing)));
            board.cells().forEach(cell -> lines.add(cell(tournament, threatModel, board, cell)));
        }
        return lines;
    }

    private static String standing(String tournament, String threatModel, Scoreboard board, DefenderStanding standing) {
        return CsvLine.of(
                tournament,
                threatModel,
                standing.defender(),
                "*",
                standing.robustAccuracy() == null ? "undecided" : "decided",
                standing.rank(),
                board.samples(),
                standing.cleanAccuracy(),
                standing.robustAccuracy(),
                standing.lower(),
                standing.upper(),
                standing.medianDistance(),
                null,
                null,
                null,
                null,
                null,
                null,
                standing.tied(),
                low(standing.cleanInterval()),
                high(standing.cleanInterval()),
                low(standing.robustInterval()),
                high(standing.robustInterval()),
                null,
                null,
                null,
                null,
                standing.points());
    }

    private static String standing(String tournament, String threatModel, Scoreboard board, AttackerStanding standing) {
        return CsvLine.of(
                tournament,
                threatModel,
                "*",
                standing.attacker(),
                standing.rank() == null ? "undecided" : "decided",
                standing.rank(),
                board.samples(),
                null,
                null,
                null,
                null,
                null,
                standing.meanQueries(),
                standing.meanGradients(),
                null,
                null,
                null,
                null,
                standing.tied(),
                null,
                null,
                null,
                null,
                standing.success(),
                low(standing.successInterval()),
                high(standing.successInterval()),
                standing.exclusive(),
                standing.points());
    }

    private static @Nullable Double low(@Nullable Interval interval) {
        return interval == null ? null : interval.low();
    }

    private static @Nullable Double high(@Nullable Interval interval) {
        return interval == null ? null : interval.high();
    }

    private static String cell(String tournament, String threatModel, Scoreboard board, Cell cell) {
        DetectionScore detection = cell.detection();
        double survived = cell.robustAccuracy() == null ? 0 : cell.robustAccuracy() * cell.samples() / board.samples();
        return CsvLine.of(
                tournament,
                threatModel,
                cell.defender(),
                cell.attacker(),
                cell.state().id(),
                null,
                cell.samples(),
                cell.cleanAccuracy(),
                cell.robustAccuracy(),
                cell.spared() > 0 ? null : (Double) survived,
                cell.spared() > 0 ? null : (Double) (survived + 1 - (double) cell.samples() / board.samples()),
                cell.medianDistance(),
                cell.meanQueries(),
                cell.meanGradients(),
                cell.reason(),
                detection == null ? null : detection.falseAlarms(),
                detection == null ? null : detection.rejected(),
                detection == null ? null : detection.area(),
                null,
                null,
                null,
                low(cell.robustInterval()),
                high(cell.robustInterval()),
                null,
                null,
                null,
                null,
                null);
    }
}
