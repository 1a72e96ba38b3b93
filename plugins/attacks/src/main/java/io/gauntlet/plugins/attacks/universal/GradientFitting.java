package io.gauntlet.plugins.attacks.universal;

import java.util.Arrays;
import java.util.function.IntFunction;

import io.gauntlet.api.attack.Fit;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.model.Output;

/**
 * Ascent of one perturbation along the mean gradient of minibatches (Shafahi et al. 2020, algorithm 1). Steps shrink
 * linearly to nothing.
 */
final class GradientFitting extends Fitting<Perturbation> {
    private final Ascent ascent;
    private final IntFunction<Perturbation> begin;
    private final float[] mean;

    /**
     * @param samples of the attacker's split to learn from, from the first; 0 for all
     * @param begin what a fit for a class begins with
     */
    GradientFitting(Fit fit, Ascent ascent, int samples, IntFunction<Perturbation> begin) {
        super(fit, ascent.epochs(), samples);
        this.ascent = ascent;
        this.begin = begin;
        mean = new float[fit.examples().length()];
    }

    @Override
    Perturbation begin(int goal) {
        return begin.apply(goal);
    }

    @Override
    int together() {
        return ascent.batch();
    }

    @Override
    double enough() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    void pass(Shown shown, Perturbation perturbation, int[] order, int number, int goal, Report report) {
        Loss loss = goal < 0 ? capped(ascent.loss(), ascent.cap()) : ascent.loss();
        int batch = shown.capacity();
        int each = (order.length + batch - 1) / batch;
        for (int update = 0; update < each; update++) {
            int from = update * batch;
            int[] part = Arrays.copyOfRange(order, from, Math.min(order.length, from + batch));
            shown.gradient(part, perturbation.values(), goal, loss, ascent.draws(), mean);
            double left = 1 - (double) (number * each + update) / (ascent.epochs() * each);
            perturbation.ascend(mean, ascent.relativeStep() * left);
            report.done(from);
        }
    }

    /** A sample whose loss is beyond the cap has been won and no longer pulls. */
    private static Loss capped(Loss loss, double cap) {
        return (Output output, int label, int goal, Output gradient) -> {
            float value = loss.apply(output, label, goal, gradient);
            if (value > cap) {
                Arrays.fill(gradient.logits(), 0f);
                gradient.score(0);
                return (float) cap;
            }
            return value;
        };
    }
}
