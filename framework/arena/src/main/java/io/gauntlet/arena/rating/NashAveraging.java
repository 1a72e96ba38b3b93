package io.gauntlet.arena.rating;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Nash averaging (Balduzzi, Tuyls, Perolat, Graepel, "Re-evaluating Evaluation", NeurIPS 2018, section 4, agents against
 * tasks): two meta-players choose an attack and a defender, and the one is paid the share of samples that the other loses.
 * Players are rated by what they get against the equilibrium of the other side, of all equilibria that with the greatest
 * entropy, so that no player's rating depends on how often another one was entered.
 *
 * <p>Players with exactly equal results are one player of the game, and share its probability. The paper takes the
 * entropy over all entries; but where a game has several equilibria, that entropy leans towards whoever was entered more
 * often, and copies would move the ratings of others, which is what the method is to prevent.
 *
 * @param value the share of samples that are lost in equilibrium
 * @param attackers for each attack the share of samples that it takes from the equilibrium of defenders
 * @param defenders for each defender the share of samples that it keeps against the equilibrium of attacks
 * @param attackWeights the equilibrium's probability of each attack
 * @param defenseWeights the equilibrium's probability of each defender
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NashAveraging(
        double value, double[] attackers, double[] defenders, double[] attackWeights, double[] defenseWeights) {
    /** How far an equilibrium may be from one by rounding. */
    private static final double GAP = 1e-7;

    /**
     * Rates the players of a grid.
     *
     * @param lost for each attack and defender the share of samples that is lost, in [0,1]; not empty
     * @throws ArithmeticException when the equilibrium found is not one
     */
    static NashAveraging of(double[][] lost) {
        int[] rows = classes(lost);
        double[][] turned = transposed(lost);
        int[] columns = classes(turned);
        double[][] game = distinct(transposed(distinct(turned, columns)), rows);
        double[][] defense = negated(transposed(game));
        double[] p = spread(MaximumEntropy.strategy(game, OptimalFace.value(game)), rows);
        double[] q = spread(MaximumEntropy.strategy(defense, OptimalFace.value(defense)), columns);
        double[] attackers = OptimalFace.gains(turned, q);
        double[] defenders = OptimalFace.gains(lost, p);
        double most = Arrays.stream(attackers).max().orElseThrow();
        double least = Arrays.stream(defenders).min().orElseThrow();
        if (!(most - least < GAP)) {
            throw new ArithmeticException("No equilibrium was found: one side can still win " + (most - least) + ".");
        }
        return new NashAveraging(
                (most + least) / 2,
                attackers,
                Arrays.stream(defenders).map(x -> 1 - x).toArray(),
                p,
                q);
    }

    /** For each row the number of the first that is exactly equal, counted among those that differ. */
    private static int[] classes(double[][] rows) {
        Map<List<Double>, Integer> seen = new LinkedHashMap<>();
        int[] classes = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            List<Double> row = Arrays.stream(rows[i]).boxed().toList();
            Integer known = seen.putIfAbsent(row, seen.size());
            classes[i] = known == null ? seen.size() - 1 : known;
        }
        return classes;
    }

    private static double[][] distinct(double[][] rows, int[] classes) {
        double[][] distinct = new double[Arrays.stream(classes).max().orElse(-1) + 1][];
        for (int i = rows.length - 1; i >= 0; i--) {
            distinct[classes[i]] = rows[i];
        }
        return distinct;
    }

    /** Gives each entry its part of what its class is played with. */
    private static double[] spread(double[] strategy, int[] classes) {
        int[] size = new int[strategy.length];
        for (int one : classes) {
            size[one]++;
        }
        return Arrays.stream(classes)
                .mapToDouble(one -> strategy[one] / size[one])
                .toArray();
    }

    private static double[][] transposed(double[][] matrix) {
        double[][] transposed = new double[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[i].length; j++) {
                transposed[j][i] = matrix[i][j];
            }
        }
        return transposed;
    }

    private static double[][] negated(double[][] matrix) {
        return Arrays.stream(matrix)
                .map(row -> Arrays.stream(row).map(x -> -x).toArray())
                .toArray(double[][]::new);
    }
}
