package io.gauntlet.arena.rating;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.scoring.CellRecord;
import io.gauntlet.arena.scoring.CellState;

/**
 * What a whole grid says of its players under one threat model. A function of the verdicts and of the tournament's seed.
 *
 * @param threatModel what was allowed
 * @param open why there are no ratings, in one sentence; null when there are
 * @param value the share of samples that are lost when both sides play the game of attacks against defenders best; null
 *     without ratings
 * @param attackers the best by Nash averaging first
 * @param defenders the best by Nash averaging first
 * @param cover the fewest attackers that together break all that anybody broke; null without ratings
 * @param omitted players that are not part of the grid, because cells of theirs were skipped or forfeited
 */
public record Ratings(
        ThreatModel threatModel,
        @Nullable String open,
        @Nullable Double value,
        List<Rating> attackers,
        List<Rating> defenders,
        @Nullable List<String> cover,
        List<String> omitted) {
    /**
     * The ratings of one player.
     *
     * @param label the player's
     * @param nash the share of samples that an attacker takes from, or a defender keeps against, the other side's equilibrium
     * @param weight the probability with which the equilibrium of its own side plays it
     * @param points strength by the model of Bradley and Terry, from the mean of the field, 400 for odds of ten to one;
     *     depends on the field of players
     * @param pointsLow where 95 % of bootstrap replicates begin
     * @param pointsHigh where they end
     */
    public record Rating(
            String label, double nash, double weight, double points, double pointsLow, double pointsHigh) {}

    /** Copies the lists. */
    public Ratings {
        attackers = List.copyOf(attackers);
        defenders = List.copyOf(defenders);
        cover = cover == null ? null : List.copyOf(cover);
        omitted = List.copyOf(omitted);
    }

    /**
     * Rates the players of a grid.
     *
     * @param records of all cells under the threat model
     * @param seed the tournament's, from which the bootstrap draws
     */
    public static Ratings of(ThreatModel threatModel, List<CellRecord> records, Seed seed) {
        String open = open(records);
        Grid grid = Grid.of(records);
        if (open == null && grid.attackers().isEmpty()) {
            open = "No attacker was played against all defenders.";
        }
        if (open != null) {
            return none(threatModel, open);
        }
        NashAveraging nash = NashAveraging.of(grid.means());
        BradleyTerry strength = BradleyTerry.of(grid.lost(), seed.derive("Bradley-Terry " + threatModel.id()));
        return new Ratings(
                threatModel,
                null,
                nash.value(),
                ratings(grid.attackers(), nash.attackers(), nash.attackWeights(), strength.attackers()),
                ratings(grid.defenders(), nash.defenders(), nash.defenseWeights(), strength.defenders()),
                BreakCover.of(grid.broken()).stream().map(grid.attackers()::get).toList(),
                omitted(records, grid));
    }

    /** None, for a reason. */
    public static Ratings none(ThreatModel threatModel, String why) {
        return new Ratings(threatModel, why, null, List.of(), List.of(), null, List.of());
    }

    static @Nullable String open(List<CellRecord> records) {
        long waiting = records.stream()
                .filter(record -> record.scored() + record.skipped() < record.matches())
                .count();
        if (waiting > 0) {
            return "Players are rated once every cell is over; " + waiting + " of " + records.size()
                    + (waiting == 1 ? " is not." : " are not.");
        }
        return records.stream().anyMatch(record -> record.state() == CellState.PARTLY_KNOWN)
                ? "Under this rule the record does not say what became of all samples."
                : null;
    }

    private static List<String> omitted(List<CellRecord> records, Grid grid) {
        List<String> omitted = new ArrayList<>();
        records.stream()
                .map(CellRecord::attacker)
                .distinct()
                .filter(label -> !grid.attackers().contains(label))
                .forEach(omitted::add);
        records.stream()
                .map(CellRecord::defender)
                .distinct()
                .filter(label -> !grid.defenders().contains(label))
                .forEach(omitted::add);
        return omitted;
    }

    private static List<Rating> ratings(
            List<String> labels, double[] nash, double[] weight, BradleyTerry.Points[] strength) {
        List<Rating> ratings = new ArrayList<>();
        for (int i = 0; i < nash.length; i++) {
            BradleyTerry.Points points = strength[i];
            ratings.add(new Rating(labels.get(i), nash[i], weight[i], points.points(), points.low(), points.high()));
        }
        ratings.sort(Comparator.comparingDouble(Rating::nash).reversed());
        return ratings;
    }
}
