package io.gauntlet.arena.rating;

import java.util.ArrayList;
import java.util.List;

import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * All optimal strategies of the player who chooses the row of a zero-sum game and is paid what stands there, found by
 * linear programs.
 */
final class OptimalFace {
    /** Probabilities and gains above the value that are smaller are taken to be zero. */
    static final double ZERO = 1e-8;

    /** How far a linear program's solution may stay below the value, by rounding. */
    private static final double ROUNDING = 1e-12;

    private final double[][] payoff;
    private final int rows;
    private final int columns;

    private OptimalFace(double[][] payoff) {
        this.payoff = payoff;
        this.rows = payoff.length;
        this.columns = payoff[0].length;
    }

    /** The most that the row player can be sure of. */
    static double value(double[][] payoff) {
        return new OptimalFace(payoff).value();
    }

    private double value() {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        List<Variable> p = probabilities(model);
        Variable sure = model.addVariable("sure").weight(1);
        for (int j = 0; j < columns; j++) {
            Expression gain = gain(model, p, j).lower(0);
            gain.set(sure, -1.0);
        }
        double[] solution = solved(model);
        double least = Double.POSITIVE_INFINITY;
        for (double each : gains(payoff, solution)) {
            least = Math.min(least, each);
        }
        return least;
    }

    /**
     * A strategy in the face's relative interior: with all rows that some optimal strategy plays, and with more than the
     * value against all columns where some optimal strategy has more.
     *
     * <p>A linear program gives a corner. Its aim is therefore the number of rows and gains that are not zero, each counted
     * up to a small cap, and it is asked again for those that were not reached, until there are no more; the mean of the
     * answers has them all.
     */
    static double[] interior(double[][] payoff, double value) {
        return new OptimalFace(payoff).interior(value);
    }

    private double[] interior(double value) {
        boolean[] row = new boolean[rows];
        boolean[] column = new boolean[columns];
        double[] sum = new double[rows];
        int found = 0;
        boolean more = true;
        while (more) {
            double[] corner = corner(value, row, column);
            more = false;
            for (int i = 0; i < rows; i++) {
                more |= !row[i] && corner[i] > ZERO;
                row[i] |= corner[i] > ZERO;
                sum[i] += corner[i];
            }
            double[] gains = gains(payoff, corner);
            for (int j = 0; j < columns; j++) {
                more |= !column[j] && gains[j] - value > ZERO;
                column[j] |= gains[j] - value > ZERO;
            }
            found++;
        }
        double total = 0;
        for (int i = 0; i < rows; i++) {
            sum[i] = row[i] ? sum[i] / found : 0;
            total += sum[i];
        }
        for (int i = 0; i < rows; i++) {
            sum[i] /= total;
        }
        return sum;
    }

    private double[] corner(double value, boolean[] row, boolean[] column) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        List<Variable> p = probabilities(model);
        double cap = 0.01 / (rows + columns);
        for (int j = 0; j < columns; j++) {
            Expression gain = gain(model, p, j).lower(value - ROUNDING);
            if (!column[j]) {
                // Binding the value too, since what is counted is at least 0.
                gain.set(model.addVariable("gain" + j).lower(0).upper(cap).weight(1), -1.0);
            }
        }
        for (int i = 0; i < rows; i++) {
            if (!row[i]) {
                Expression counted = model.addExpression().lower(0);
                counted.set(p.get(i), 1.0);
                counted.set(model.addVariable("row" + i).lower(0).upper(cap).weight(1), -1.0);
            }
        }
        return solved(model);
    }

    private List<Variable> probabilities(ExpressionsBasedModel model) {
        List<Variable> p = new ArrayList<>();
        Expression all = model.addExpression().level(1);
        for (int i = 0; i < rows; i++) {
            Variable one = model.addVariable("p" + i).lower(0);
            p.add(one);
            all.set(one, 1.0);
        }
        return p;
    }

    private Expression gain(ExpressionsBasedModel model, List<Variable> p, int j) {
        Expression gain = model.addExpression();
        for (int i = 0; i < rows; i++) {
            gain.set(p.get(i), payoff[i][j]);
        }
        return gain;
    }

    private double[] solved(ExpressionsBasedModel model) {
        Optimisation.Result result = model.maximise();
        if (!result.getState().isFeasible()) {
            throw new ArithmeticException("A linear program of the game was not solved: " + result.getState() + ".");
        }
        double[] p = new double[rows];
        double total = 0;
        for (int i = 0; i < rows; i++) {
            p[i] = Math.max(0, result.doubleValue(i));
            total += p[i];
        }
        for (int i = 0; i < rows; i++) {
            p[i] /= total;
        }
        return p;
    }

    /** What the row player gets against each column. */
    static double[] gains(double[][] payoff, double[] p) {
        double[] gains = new double[payoff[0].length];
        for (int j = 0; j < gains.length; j++) {
            for (int i = 0; i < p.length; i++) {
                gains[j] += p[i] * payoff[i][j];
            }
        }
        return gains;
    }
}
