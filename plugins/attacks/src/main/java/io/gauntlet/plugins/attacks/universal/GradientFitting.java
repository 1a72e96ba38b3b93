package io.gauntlet.plugins.attacks.universal;

import java.util.Arrays;
import java.util.Locale;

import io.gauntlet.api.attack.Fit;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.model.Output;

/**
 * Ascent of one perturbation along the mean gradient of minibatches (Shafahi et al. 2020, algorithm 1). Steps shrink
 * linearly to nothing; of the perturbations at the ends of the epochs the one that wins most samples is kept.
 */
final class GradientFitting {
    private final Fit fit;
    private final Universal.Parameters parameters;
    private final int samples;

    /** @param samples of the attacker's split to learn from, from the first */
    GradientFitting(Fit fit, Universal.Parameters parameters, int samples) {
        this.fit = fit;
        this.parameters = parameters;
        this.samples = samples;
    }

    /**
     * A perturbation.
     *
     * @param goal the class that all samples should reach, or -1 for any wrong one
     * @param done the share of the work that is done before
     * @param share of the work that this is
     */
    float[] run(int goal, double done, double share) {
        int[] learned = learned(goal);
        int batch = Math.min(parameters.batch(), Math.max(1, learned.length));
        Perturbation perturbation = new Perturbation(
                fit.threatModel().norm(),
                fit.threatModel().epsilon(),
                fit.examples().length());
        float[] best = perturbation.values().clone();
        float[] mean = new float[best.length];
        Loss loss = goal < 0
                ? capped(parameters.loss().loss(), parameters.cap())
                : parameters.loss().loss();
        int updates = parameters.epochs() * ((learned.length + batch - 1) / batch);
        int update = 0;
        int most = -1;
        try (Shown shown = new Shown(fit, batch)) {
            for (int epoch = 0; epoch < parameters.epochs(); epoch++) {
                int[] order = fit.seed().derive("order", goal, epoch).draws().permutation(learned.length);
                for (int from = 0; from < order.length; from += batch) {
                    int[] part = part(learned, order, from, batch);
                    shown.gradient(part, perturbation.values(), goal, loss, parameters.draws(), mean);
                    double left = 1 - (double) update++ / updates;
                    perturbation.ascend(mean, parameters.relativeStep() * left);
                    fit.progress().report(done + share * update / updates, words(most, learned.length));
                }
                int wins = wins(shown, learned, perturbation, goal, batch);
                if (wins > most) {
                    most = wins;
                    System.arraycopy(perturbation.values(), 0, best, 0, best.length);
                }
            }
        }
        return best;
    }

    /** Samples that are not of the class to reach. */
    private int[] learned(int goal) {
        int[] learned = new int[samples];
        int count = 0;
        for (int i = 0; i < samples; i++) {
            if (fit.examples().label(i) != goal) {
                learned[count++] = i;
            }
        }
        return Arrays.copyOf(learned, count);
    }

    private static int[] part(int[] learned, int[] order, int from, int batch) {
        int[] part = new int[Math.min(batch, order.length - from)];
        for (int i = 0; i < part.length; i++) {
            part[i] = learned[order[from + i]];
        }
        return part;
    }

    private static int wins(Shown shown, int[] learned, Perturbation perturbation, int goal, int batch) {
        int wins = 0;
        for (int from = 0; from < learned.length; from += batch) {
            int[] part = Arrays.copyOfRange(learned, from, Math.min(learned.length, from + batch));
            wins += shown.wins(part, perturbation.values(), goal);
        }
        return wins;
    }

    private static String words(int most, int all) {
        return most < 0 ? "first epoch" : String.format(Locale.ROOT, "wins %.1f %%", 100.0 * most / all);
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
