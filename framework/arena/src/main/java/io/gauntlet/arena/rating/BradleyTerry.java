package io.gauntlet.arena.rating;

import java.util.Arrays;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.RealVector;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;

/**
 * The model of Bradley and Terry (Biometrika 39, 1952): the odds that an attack takes a sample from a defender are the
 * quotient of their strengths. In points as chess players count them: 400 more are odds of ten to one; the mean of the
 * field is 0.
 *
 * <p>It depends on the field of players: who is entered often counts often, and a cycle, in which each beats another, has
 * no strengths at all. Hence it is shown beside {@link NashAveraging} and not instead.
 *
 * <p>Each pair is counted as if it had met once more and come out even. Else a defender that never lost would be
 * infinitely strong (Ford, American Mathematical Monthly 64, 1957, says when the likelihood has a maximum).
 *
 * <p>Intervals are the percentile intervals of {@value #REPLICATES} bootstrap replicates (Efron, Annals of Statistics 7,
 * 1979), for each of which samples are drawn with replacement, each with all that happened to it: so what the players have
 * in common, that some samples are harder than others, does not count as independent.
 *
 * @param attackers for each attack its points, with the interval in which 95 % of replicates lie
 * @param defenders for each defender the same
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BradleyTerry(Points[] attackers, Points[] defenders) {
    /** How many replicates of the bootstrap there are. */
    static final int REPLICATES = 500;

    private static final double POINTS = 400 / Math.log(10);
    private static final double TOLERANCE = 1e-9;
    private static final double SHORTEST = 1e-6;
    private static final int MOST_STEPS = 100;

    /**
     * The strength of a player.
     *
     * @param points from the mean of the field
     * @param low the 2.5th percentile of the replicates
     * @param high the 97.5th
     */
    record Points(double points, double low, double high) {}

    /**
     * Rates the players of a grid.
     *
     * @param lost for each attack, defender and sample the share of draws that was lost
     * @param seed of the bootstrap
     */
    static BradleyTerry of(double[][][] lost, Seed seed) {
        int rows = lost.length;
        int columns = lost[0].length;
        int samples = lost[0][0].length;
        int[] once = new int[samples];
        Arrays.fill(once, 1);
        double[] strength = fit(wins(lost, once), samples, new double[rows + columns]);
        DecompositionSolver curvature = solver(curvature(rows, samples, strength));
        double[][] replicates = new double[rows + columns][REPLICATES];
        for (int r = 0; r < REPLICATES; r++) {
            int[] times = new int[samples];
            Draws draws = seed.derive("bootstrap", r).draws();
            for (int i = 0; i < samples; i++) {
                times[draws.index(samples)]++;
            }
            double[] replicate = near(wins(lost, times), samples, strength, curvature);
            for (int i = 0; i < replicate.length; i++) {
                replicates[i][r] = POINTS * replicate[i];
            }
        }
        Points[] points = new Points[rows + columns];
        for (int i = 0; i < points.length; i++) {
            Arrays.sort(replicates[i]);
            points[i] = new Points(
                    POINTS * strength[i], percentile(replicates[i], 0.025), percentile(replicates[i], 0.975));
        }
        return new BradleyTerry(Arrays.copyOfRange(points, 0, rows), Arrays.copyOfRange(points, rows, rows + columns));
    }

    private static double percentile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    private static double[][] wins(double[][][] lost, int[] times) {
        double[][] wins = new double[lost.length][lost[0].length];
        for (int a = 0; a < wins.length; a++) {
            for (int d = 0; d < wins[a].length; d++) {
                double[] shares = lost[a][d];
                double sum = 0;
                for (int s = 0; s < times.length; s++) {
                    sum += times[s] * shares[s];
                }
                wins[a][d] = sum;
            }
        }
        return wins;
    }

    /**
     * The logarithms of the strengths, of mean 0, that make a penalised likelihood greatest, by Newton's method: it is
     * concave, and strictly so once the mean is fixed.
     *
     * @param wins for each attack and defender how many samples were lost
     * @param games samples of each pair
     * @param start strengths to begin with
     */
    static double[] fit(double[][] wins, int games, double[] start) {
        double[] strength = start.clone();
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] move = solver(curvature(wins.length, games, strength))
                    .solve(gradient(wins, games, strength))
                    .toArray();
            double likelihood = likelihood(wins, games, strength);
            double length = 1;
            double[] next = moved(strength, move, length);
            while (length > SHORTEST && likelihood(wins, games, next) < likelihood) {
                length /= 2;
                next = moved(strength, move, length);
            }
            strength = next;
            if (greatest(move) < TOLERANCE) {
                break;
            }
        }
        return centred(strength);
    }

    /**
     * The same for counts that differ little from others: their curvature is taken for that of these, which costs some
     * more steps and no more decompositions. Where steps do not shrink, the search starts anew.
     */
    private static double[] near(double[][] wins, int games, double[] start, DecompositionSolver curvature) {
        double[] strength = start.clone();
        double before = Double.POSITIVE_INFINITY;
        while (true) {
            double[] move = curvature.solve(gradient(wins, games, strength)).toArray();
            double greatest = greatest(move);
            if (!(greatest < before)) {
                return fit(wins, games, start);
            }
            strength = moved(strength, move, 1);
            if (greatest < TOLERANCE) {
                return centred(strength);
            }
            before = greatest;
        }
    }

    private static double[] moved(double[] strength, double[] move, double length) {
        double[] moved = new double[strength.length];
        Arrays.setAll(moved, i -> strength[i] + length * move[i]);
        return moved;
    }

    private static double greatest(double[] move) {
        return Arrays.stream(move).map(Math::abs).max().orElse(0);
    }

    private static double[] centred(double[] strength) {
        double mean = Arrays.stream(strength).average().orElse(0);
        return Arrays.stream(strength).map(x -> x - mean).toArray();
    }

    private static RealVector gradient(double[][] wins, int games, double[] strength) {
        int rows = wins.length;
        double[] gradient = new double[strength.length];
        for (int a = 0; a < rows; a++) {
            for (int d = rows; d < strength.length; d++) {
                double more = wins[a][d - rows] + 0.5 - (games + 1) * chance(strength[a], strength[d]);
                gradient[a] += more;
                gradient[d] -= more;
            }
        }
        return new ArrayRealVector(gradient, false);
    }

    private static double[][] curvature(int rows, int games, double[] strength) {
        int size = strength.length;
        double[][] curvature = new double[size][size];
        for (double[] row : curvature) {
            // Along the direction in which all strengths move together nothing changes.
            Arrays.fill(row, 1.0);
        }
        for (int a = 0; a < rows; a++) {
            for (int d = rows; d < size; d++) {
                double chance = chance(strength[a], strength[d]);
                double weight = (games + 1) * chance * (1 - chance);
                curvature[a][a] += weight;
                curvature[d][d] += weight;
                curvature[a][d] -= weight;
                curvature[d][a] -= weight;
            }
        }
        return curvature;
    }

    private static DecompositionSolver solver(double[][] curvature) {
        return new CholeskyDecomposition(new Array2DRowRealMatrix(curvature, false)).getSolver();
    }

    private static double chance(double attack, double defense) {
        return 1 / (1 + Math.exp(defense - attack));
    }

    private static double likelihood(double[][] wins, int games, double[] strength) {
        int rows = wins.length;
        double sum = 0;
        for (int a = 0; a < rows; a++) {
            for (int d = 0; d < wins[a].length; d++) {
                double difference = strength[a] - strength[rows + d];
                sum += (wins[a][d] + 0.5) * difference - (games + 1) * softplus(difference);
            }
        }
        return sum;
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
}
