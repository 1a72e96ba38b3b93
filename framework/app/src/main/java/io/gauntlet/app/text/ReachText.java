package io.gauntlet.app.text;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.scoring.DefenderStanding;
import io.gauntlet.runtime.record.Reach;

/** What a revocation changed, as text. */
public final class ReachText {
    private ReachText() {}

    /** @param verb such as {@code count no longer} */
    public static List<String> lines(List<Reach.Tournament> reached, String verb) {
        List<String> lines = new ArrayList<>();
        if (reached.isEmpty()) {
            lines.add("No result that was played here depends on it.");
        }
        for (Reach.Tournament one : reached) {
            String which = verb.startsWith("count") && one.results() == 1 ? verb.replaceFirst("count", "counts") : verb;
            lines.add("Tournament " + one.tournament().name() + " ("
                    + one.tournament().id() + "): " + RecordText.count(one.results(), "match", "matches") + " "
                    + which);
            one.cells().forEach(cell -> lines.add("  " + cell));
            one.standings()
                    .forEach(change -> lines.add("  " + change.defender() + " (" + change.threatModel() + "): "
                            + standing(change.before()) + " → " + standing(change.after())));
            one.marks().forEach(mark -> lines.add("  " + mark));
        }
        return lines;
    }

    private static String standing(@Nullable DefenderStanding standing) {
        if (standing == null) {
            return "unknown";
        }
        return standing.robustAccuracy() == null
                ? "not ranked, " + Numbers.percent(standing.lower(), standing.upper()) + " %"
                : "rank " + standing.rank() + ", " + Numbers.percent(standing.robustAccuracy()) + " %";
    }
}
