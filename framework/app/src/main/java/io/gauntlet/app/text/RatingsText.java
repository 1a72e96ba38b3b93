package io.gauntlet.app.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.gauntlet.arena.rating.Ratings;
import io.gauntlet.store.projection.AttackTime;
import io.gauntlet.store.projection.TournamentView;

/** What a grid says of its players, as text. */
public final class RatingsText {
    private RatingsText() {}

    /** The lines, at most {@code width} characters wide where labels permit. */
    public static List<String> lines(Ratings ratings, TournamentView view, List<AttackTime> times, int width) {
        List<String> lines = new ArrayList<>();
        String heading = "Ratings, threat model " + ScoreboardText.words(ratings.threatModel());
        lines.add(heading);
        lines.add("=".repeat(Math.min(width, heading.length())));
        Double value = ratings.value();
        if (value == null) {
            lines.add(String.valueOf(ratings.open()));
            return lines;
        }
        lines.add("");
        lines.add("Defenders by Nash average: % of samples kept against the best mixture of attacks");
        lines.addAll(table("defender", "kept %", "training", ratings.defenders(), label -> training(view, label))
                .lines(width));
        lines.add("");
        lines.add("Attackers by Nash average: % of samples taken from the best mixture of defenders");
        lines.addAll(table("attacker", "taken %", "time", ratings.attackers(), label -> time(ratings, times, label))
                .lines(width));
        lines.add("");
        lines.add("Played best by both sides, " + Numbers.percent(value) + " % of samples are lost. Weight: how often"
                + " the mixture plays it.");
        lines.add("Points: strength by Bradley and Terry, 400 for odds of ten to one, with a bootstrap interval;");
        lines.add("they depend on the field of players, Nash averages not on how often one is entered.");
        cover(ratings, lines);
        if (!ratings.omitted().isEmpty()) {
            lines.add("Not rated, since cells of theirs were skipped or forfeited: "
                    + String.join(", ", ratings.omitted()) + ".");
        }
        return lines;
    }

    private static void cover(Ratings ratings, List<String> lines) {
        List<String> cover = ratings.cover();
        if (cover == null || cover.isEmpty()) {
            lines.add("No attack broke any sample that was right when clean.");
        } else {
            lines.add("All that was broken is broken by "
                    + (cover.size() == 1 ? "this attack alone: " : "these " + cover.size() + " attacks: ")
                    + String.join(", ", cover) + ".");
        }
    }

    private static TextTable table(
            String player, String nash, String cost, List<Ratings.Rating> ratings, Function<String, String> costs) {
        TextTable table = new TextTable(1, List.of(player, nash, "weight %", "points", "95 %", cost));
        for (Ratings.Rating one : ratings) {
            table.add(
                    one.label(),
                    Numbers.percent(one.nash()),
                    Numbers.percent(one.weight()),
                    points(one.points()),
                    points(one.pointsLow()) + " to " + points(one.pointsHigh()),
                    costs.apply(one.label()));
        }
        return table;
    }

    private static String points(double points) {
        return Long.toString(Math.round(points));
    }

    private static String training(TournamentView view, String defender) {
        for (TournamentView.ModelView model : view.models()) {
            Long millis = model.millis();
            if (model.label().equals(defender) && millis != null) {
                return Numbers.time(Duration.ofMillis(millis));
            }
        }
        return Numbers.NONE;
    }

    private static String time(Ratings ratings, List<AttackTime> times, String attacker) {
        return times.stream()
                .filter(time -> time.attacker().equals(attacker)
                        && ratings.threatModel().id().equals(time.threatModel()))
                .findFirst()
                .map(time -> Numbers.time(Duration.ofMillis(time.millis())))
                .orElse(Numbers.NONE);
    }
}
