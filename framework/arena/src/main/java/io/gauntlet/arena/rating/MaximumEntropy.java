package io.gauntlet.arena.rating;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * The optimal strategy of a zero-sum game's row player with the greatest entropy.
 *
 * <p>Within the optimal face, whose equalities {@link OptimalFace} identifies, Newton's method moves only along an
 * orthonormal basis of the directions that keep them: so redundant equalities, as every degenerate game has them, do no
 * harm, and no multiplier grows without bound, because rows that no optimal strategy plays are gone before. Gains that may
 * exceed the value are kept above it by a logarithmic barrier that is lowered until it no longer counts (Boyd and
 * Vandenberghe, "Convex Optimization", 2004, sections 10.2 and 11.3).
 */
final class MaximumEntropy {
    private static final double FIRST_BARRIER = 1e-2;
    private static final double LAST_BARRIER = 1e-14;
    private static final double DECREMENT = 1e-22;
    private static final int MOST_STEPS = 200;

    /** Singular values below this part of the greatest are zero. */
    private static final double RANK = 1e-9;

    private final double[][] payoff;
    private final double value;
    private final int[] rows;
    private final int[] open;
    private final RealMatrix along;
    private RealVector p;

    private MaximumEntropy(double[][] payoff, double value, double[] interior) {
        this.payoff = payoff;
        this.value = value;
        this.rows =
                IntStream.range(0, interior.length).filter(i -> interior[i] > 0).toArray();
        double[] gains = OptimalFace.gains(payoff, interior);
        this.open = IntStream.range(0, gains.length)
                .filter(j -> gains[j] - value > OptimalFace.ZERO)
                .toArray();
        this.p = new ArrayRealVector(
                Arrays.stream(rows).mapToDouble(i -> interior[i]).toArray());
        this.along = free(gains);
    }

    /** The strategy: a probability for each row. */
    static double[] strategy(double[][] payoff, double value) {
        double[] interior = OptimalFace.interior(payoff, value);
        MaximumEntropy search = new MaximumEntropy(payoff, value, interior);
        search.run();
        double[] strategy = new double[interior.length];
        for (int i = 0; i < search.rows.length; i++) {
            strategy[search.rows[i]] = search.p.getEntry(i);
        }
        return strategy;
    }

    /** Directions that keep the sum and all gains that are the value for every optimal strategy, orthonormal. */
    private RealMatrix free(double[] gains) {
        List<double[]> equalities = new ArrayList<>();
        double[] sum = new double[rows.length];
        Arrays.fill(sum, 1);
        equalities.add(sum);
        for (int j = 0; j < gains.length; j++) {
            if (gains[j] - value <= OptimalFace.ZERO) {
                equalities.add(column(j));
            }
        }
        while (equalities.size() < rows.length) {
            // The decomposition gives as many directions as there are equalities.
            equalities.add(new double[rows.length]);
        }
        SingularValueDecomposition parts =
                new SingularValueDecomposition(new Array2DRowRealMatrix(equalities.toArray(new double[0][])));
        double[] singular = parts.getSingularValues();
        int rank = (int)
                Arrays.stream(singular).filter(one -> one > RANK * singular[0]).count();
        return rank == rows.length
                ? MatrixUtils.createRealMatrix(rows.length, 1)
                : parts.getV().getSubMatrix(0, rows.length - 1, rank, rows.length - 1);
    }

    /** What each row that is played gets against a column, less the value. */
    private double[] column(int j) {
        return Arrays.stream(rows).mapToDouble(i -> payoff[i][j] - value).toArray();
    }

    private void run() {
        if (along.getFrobeniusNorm() == 0) {
            return;
        }
        double[][] gains = Arrays.stream(open).mapToObj(this::column).toArray(double[][]::new);
        for (double barrier = FIRST_BARRIER; barrier >= LAST_BARRIER; barrier /= 10) {
            int step = 0;
            while (step < MOST_STEPS && !step(gains, barrier)) {
                step++;
            }
            if (gains.length == 0) {
                return;
            }
        }
    }

    /** One step of Newton's method. @return whether nothing more is to be gained */
    private boolean step(double[][] gains, double barrier) {
        int n = rows.length;
        RealVector gradient = p.map(x -> Math.log(x) + 1);
        RealMatrix curvature =
                MatrixUtils.createRealDiagonalMatrix(p.map(x -> 1 / x).toArray());
        for (double[] gain : gains) {
            RealVector normal = new ArrayRealVector(gain, false);
            double slack = normal.dotProduct(p);
            gradient = gradient.subtract(normal.mapMultiply(barrier / slack));
            curvature = curvature.add(normal.outerProduct(normal).scalarMultiply(barrier / (slack * slack)));
        }
        RealVector reduced = along.preMultiply(gradient);
        RealVector move = along.operate(
                new QRDecomposition(along.transpose().multiply(curvature).multiply(along))
                        .getSolver()
                        .solve(reduced.mapMultiply(-1)));
        double decrement = -gradient.dotProduct(move);
        if (!(decrement > DECREMENT)) {
            return true;
        }
        double length = 1;
        for (int i = 0; i < n; i++) {
            length = Math.min(length, move.getEntry(i) < 0 ? -0.95 * p.getEntry(i) / move.getEntry(i) : 1);
        }
        for (double[] gain : gains) {
            RealVector normal = new ArrayRealVector(gain, false);
            double change = normal.dotProduct(move);
            length = Math.min(length, change < 0 ? -0.95 * normal.dotProduct(p) / change : 1);
        }
        double before = objective(p, gains, barrier);
        while (objective(p.add(move.mapMultiply(length)), gains, barrier) > before - 0.25 * length * decrement) {
            length /= 2;
            if (length < 1e-10) {
                // Rounding hides what is left to be gained.
                return true;
            }
        }
        p = p.add(move.mapMultiply(length));
        return false;
    }

    private static double objective(RealVector p, double[][] gains, double barrier) {
        double sum = 0;
        for (double x : p.toArray()) {
            sum += x * Math.log(x);
        }
        for (double[] gain : gains) {
            sum -= barrier * Math.log(new ArrayRealVector(gain, false).dotProduct(p));
        }
        return sum;
    }
}
