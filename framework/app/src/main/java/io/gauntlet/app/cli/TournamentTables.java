package io.gauntlet.app.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.gauntlet.app.text.Numbers;
import io.gauntlet.app.text.ScoreboardText;
import io.gauntlet.app.text.TextTable;
import io.gauntlet.store.projection.TournamentSummary;
import io.gauntlet.store.projection.TournamentView;

/** Everything that is known of a tournament, as text. */
final class TournamentTables {
    private TournamentTables() {}

    /** The lines. */
    static List<String> lines(TournamentView view, int width) {
        return lines(view, width, List.of());
    }

    /** The lines, with some below the first one that say what the tables are of. */
    static List<String> lines(TournamentView view, int width, List<String> heading) {
        List<String> lines = new ArrayList<>(head(view, heading));
        lines.add("");
        lines.addAll(models(view, width));
        view.scoreboards().forEach(board -> {
            lines.add("");
            lines.addAll(ScoreboardText.lines(board, width));
        });
        return lines;
    }

    /** Which tournament it is, and how far it has come. */
    static List<String> head(TournamentView view, List<String> heading) {
        TournamentSummary summary = view.summary();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Tournament " + summary.name() + " (" + summary.id() + "): " + summary.state() + ", " + summary.over()
                + " of " + summary.matches() + " matches over, seed "
                + view.plan().seed());
        lines.addAll(heading);
        if (!view.revoked().isEmpty()) {
            lines.add(revoked(view));
        }
        return lines;
    }

    private static String revoked(TournamentView view) {
        int n = view.revoked().size();
        return n + (n == 1 ? " match is" : " matches are")
                + " revoked and not counted; `./gauntlet revoke --list` says by whom.";
    }

    private static List<String> models(TournamentView view, int width) {
        TextTable table = new TextTable(1, List.of("defender", "state", "clean %", "training", "model"))
                .left(1)
                .left(4);
        List<String> unexamined = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<String> added = view.plan().knownWeak().guests().defenders();
        for (TournamentView.ModelView model : view.models()) {
            if (added.contains(model.label())) {
                continue;
            }
            String sha = model.model();
            table.add(
                    model.label(),
                    model.state(),
                    Numbers.percent(model.cleanAccuracy()),
                    model.millis() == null ? Numbers.NONE : Numbers.time(Duration.ofMillis(model.millis())),
                    sha == null ? Numbers.NONE : sha.substring(0, Math.min(12, sha.length())));
            if (model.examination() == null && model.state().equals("trained")) {
                unexamined.add(model.label());
            }
            if (model.mark() != null) {
                notes.add(model.label() + " was " + model.mark() + ".");
            }
            if (model.reason() != null) {
                notes.add("The training of " + model.label() + " failed: " + model.reason());
            }
        }
        List<String> lines = new ArrayList<>(List.of("Models (clean: on the whole test split)"));
        lines.addAll(table.lines(width));
        lines.addAll(notes);
        if (!unexamined.isEmpty()) {
            lines.add("Not examined for masked gradients: " + String.join(", ", unexamined) + ".");
        }
        return lines;
    }
}
