package io.gauntlet.app.text;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.scoring.ArmsRace;
import io.gauntlet.arena.scoring.ArmsRace.Share;
import io.gauntlet.arena.scoring.ArmsRace.Standing;

/** Arms races over rounds as text. */
public final class ArmsRaceText {
    private ArmsRaceText() {}

    /** The lines, at most {@code width} characters wide where labels permit; none without rounds. */
    public static List<String> lines(List<ArmsRace> races, int width) {
        List<String> lines = new ArrayList<>();
        for (ArmsRace race : races) {
            lines.add("");
            lines.add("Arms race, threat model " + ScoreboardText.words(race.threatModel()));
            TextTable table = new TextTable(
                    2, List.of("defender", "round", "model", "clean %", "old %", "new %", "replayed %", "worst %"));
            table.left(2);
            race.standings().stream()
                    .map(Standing::defender)
                    .distinct()
                    .forEach(defender -> race.standings().stream()
                            .filter(standing -> standing.defender().equals(defender))
                            .forEach(standing -> table.add(row(standing))));
            lines.addAll(table.lines(width));
            lines.addAll(PluginText.wrapped(
                    "Robust accuracy against the attackers as they were in the first round (old) and as they are in this one"
                            + " (new), against the examples that were stored before the model came (replayed), and against"
                            + " all of them (worst), of " + race.samples() + " samples.",
                    width));
            if (race.standings().stream().anyMatch(Standing::waiting)) {
                lines.addAll(PluginText.wrapped(
                        "Not all stored examples were tried on those who came later: `./gauntlet mixture` does so.",
                        width));
            }
        }
        return lines;
    }

    private static List<String> row(Standing standing) {
        return List.of(
                standing.defender(),
                Integer.toString(standing.round()),
                standing.label(),
                percent(standing.clean()),
                percent(standing.old()),
                percent(standing.recent()),
                percent(standing.replayed()),
                percent(standing.worst()));
    }

    private static String percent(@Nullable Share share) {
        return Numbers.percent(share == null ? null : share.share());
    }
}
