package io.gauntlet.app.text;

import java.util.ArrayList;
import java.util.List;

import io.gauntlet.arena.rating.Ratings;
import io.gauntlet.runtime.record.TournamentRatings;
import io.gauntlet.store.projection.TournamentView;

/** A tournament's ratings as CSV: a line for each player of each threat model. */
public final class RatingsCsv {
    private RatingsCsv() {}

    /** The lines, the header first. Nash averages and weights are shares of one. */
    public static List<String> lines(TournamentView view, TournamentRatings rated) {
        List<String> lines = new ArrayList<>();
        lines.add("tournament,threat_model,side,player,nash,weight,points,points_low,points_high,in_cover");
        for (Ratings ratings : rated.ratings()) {
            List<String> cover = ratings.cover() == null ? List.of() : ratings.cover();
            ratings.attackers()
                    .forEach(one -> lines.add(
                            line(view, ratings, "attack", one, Boolean.toString(cover.contains(one.label())))));
            ratings.defenders().forEach(one -> lines.add(line(view, ratings, "defense", one, "")));
        }
        return lines;
    }

    private static String line(TournamentView view, Ratings ratings, String side, Ratings.Rating one, String cover) {
        return CsvLine.of(
                view.summary().id(),
                ratings.threatModel().id(),
                side,
                one.label(),
                one.nash(),
                one.weight(),
                one.points(),
                one.pointsLow(),
                one.pointsHigh(),
                cover);
    }
}
