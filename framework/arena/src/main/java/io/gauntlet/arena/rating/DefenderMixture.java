package io.gauntlet.arena.rating;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * The mixture of defenders that loses least: one of them answers, drawn anew for each query, and the attacker knows the
 * probabilities but not the draw (Pinot et al., "Randomization matters: How to defend against strong adversarial
 * attacks", ICML 2020). For each sample the attacker submits the one of all stored examples that the mixture loses most
 * often, each judged against every defender. What is left is a linear program (maximin: Dantzig, "Linear Programming and
 * Extensions", 1963, chapter 13).
 *
 * <p>It is guaranteed against the stored examples, not against attackers that aim at the mixture itself.
 *
 * @param guaranteed the share of samples kept, whatever stored example is submitted
 * @param weights the probability of each defender
 * @param alone what each defender keeps alone against the same examples
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DefenderMixture(double guaranteed, double[] weights, double[] alone) {
    /** Probabilities below are rounding. */
    private static final double NOTHING = 1e-9;

    /**
     * Finds it.
     *
     * @param lost for each sample, each stored example of it and each defender the share of draws that is lost; at least
     *     one sample, one example a sample and one defender
     * @throws ArithmeticException when the linear program is not solved
     */
    public static DefenderMixture of(double[][][] lost) {
        int defenders = lost[0][0].length;
        double[] alone = new double[defenders];
        int best = 0;
        for (int d = 0; d < defenders; d++) {
            alone[d] = kept(lost, only(d, defenders));
            best = alone[d] > alone[best] ? d : best;
        }
        double[] mixture = solved(lost, defenders);
        double guaranteed = kept(lost, mixture);
        // One defender alone is a mixture too: where nothing is gained, the solver's rounding must not lose either.
        return guaranteed > alone[best] + NOTHING
                ? new DefenderMixture(guaranteed, mixture, alone)
                : new DefenderMixture(alone[best], only(best, defenders), alone);
    }

    private static double[] solved(double[][][] lost, int defenders) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        List<Variable> weights = new ArrayList<>();
        Expression all = model.addExpression().level(1);
        for (int d = 0; d < defenders; d++) {
            Variable weight = model.addVariable("weight " + d).lower(0);
            weights.add(weight);
            all.set(weight, 1.0);
        }
        int number = 0;
        for (Map.Entry<List<List<Double>>, Integer> sample : distinct(lost).entrySet()) {
            Variable worst = model.addVariable("sample " + number++).lower(0).weight(sample.getValue());
            for (List<Double> example : sample.getKey()) {
                Expression submitted = model.addExpression().lower(0);
                submitted.set(worst, 1.0);
                for (int d = 0; d < defenders; d++) {
                    submitted.set(weights.get(d), -example.get(d));
                }
            }
        }
        Optimisation.Result result = model.minimise();
        if (!result.getState().isOptimal()) {
            throw new ArithmeticException("The best mixture was not found: " + result.getState() + ".");
        }
        double[] mixture = new double[defenders];
        Arrays.setAll(mixture, d -> result.doubleValue(d) < NOTHING ? 0 : result.doubleValue(d));
        double total = Arrays.stream(mixture).sum();
        Arrays.setAll(mixture, d -> mixture[d] / total);
        return mixture;
    }

    private static double[] only(int defender, int defenders) {
        double[] one = new double[defenders];
        one[defender] = 1;
        return one;
    }

    /** The share of samples that a mixture keeps. */
    static double kept(double[][][] lost, double[] mixture) {
        double sum = 0;
        for (double[][] sample : lost) {
            double worst = 0;
            for (double[] example : sample) {
                double share = 0;
                for (int d = 0; d < mixture.length; d++) {
                    share += mixture[d] * example[d];
                }
                worst = Math.max(worst, share);
            }
            sum += worst;
        }
        return 1 - sum / lost.length;
    }

    /** Samples with the same choice for the attacker are one, with their number. */
    private static Map<List<List<Double>>, Integer> distinct(double[][][] lost) {
        Map<List<List<Double>>, Integer> distinct = new LinkedHashMap<>();
        for (double[][] sample : lost) {
            distinct.merge(choices(sample), 1, Integer::sum);
        }
        return distinct;
    }

    /** The examples of a sample that may be worst: those that no other is worse than against every defender; sorted. */
    private static List<List<Double>> choices(double[][] examples) {
        List<List<Double>> rows = Arrays.stream(examples)
                .map(example -> Arrays.stream(example).boxed().toList())
                .distinct()
                .toList();
        return rows.stream()
                .filter(row -> rows.stream().noneMatch(other -> other != row && covers(other, row)))
                .sorted(Comparator.comparing(List::toString))
                .toList();
    }

    private static boolean covers(List<Double> other, List<Double> row) {
        for (int d = 0; d < row.size(); d++) {
            if (other.get(d) < row.get(d)) {
                return false;
            }
        }
        return true;
    }
}
