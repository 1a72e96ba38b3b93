package io.gauntlet.plugins.attacks.universal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.gauntlet.api.Goal;
import io.gauntlet.api.attack.Fit;

/**
 * The frame of a fit: passes over the attacker's split, each in another order; of the perturbations at the ends of the
 * passes the one that wins most samples is kept.
 */
abstract class Fitting<P extends Perturbation> {
    private final Fit fit;
    private final int epochs;
    private final int samples;

    /**
     * @param epochs the most passes
     * @param samples of the attacker's split to learn from, from the first; 0 for all
     */
    Fitting(Fit fit, int epochs, int samples) {
        this.fit = fit;
        this.epochs = epochs;
        int there = fit.examples().size();
        this.samples = samples == 0 ? there : Math.min(there, samples);
    }

    /** What the first pass begins with. */
    abstract P begin(int goal);

    /**
     * One pass.
     *
     * @param order the samples, in the order of this pass
     * @param number of the pass, from 0
     * @param goal the class that all samples should reach, or -1 for any wrong one
     * @param report takes how many samples of the order are done
     */
    abstract void pass(Shown shown, P perturbation, int[] order, int number, int goal, Report report);

    /** Takes how far a pass is. */
    @FunctionalInterface
    interface Report {
        /** Some of the pass's samples are done. */
        void done(int count);
    }

    /** The share of the samples that must be won for the fit to end early; more than 1 for never. */
    abstract double enough();

    /** What a pass yields: the perturbation, or several made of it. */
    List<float[]> candidates(P perturbation) {
        return List.of(perturbation.values());
    }

    /** How many samples are shown together when there are so many. */
    abstract int together();

    /** One perturbation for all samples, or in targeted matches one for each class. */
    final Perturbations fitted() {
        if (fit.threatModel().goal() == Goal.UNTARGETED) {
            return new Perturbations(begin(-1), run(-1, 0, 1));
        }
        int classes = fit.target().classes();
        float[][] byGoal = new float[classes][];
        for (int goal = 0; goal < classes; goal++) {
            byGoal[goal] = run(goal, (double) goal / classes, 1.0 / classes);
        }
        return new Perturbations(begin(0), byGoal);
    }

    /**
     * A perturbation.
     *
     * @param goal the class that all samples should reach, or -1 for any wrong one
     * @param done the share of the work that is done before
     * @param share of the work that this is
     */
    private float[] run(int goal, double done, double share) {
        int[] learned = learned(goal);
        P perturbation = begin(goal);
        float[] best = perturbation.values().clone();
        int most = -1;
        try (Shown shown = new Shown(fit, Math.min(together(), Math.max(1, learned.length)), perturbation)) {
            for (int epoch = 0; epoch < epochs && most < enough() * learned.length; epoch++) {
                int[] order = order(learned, goal, epoch);
                double before = (double) epoch / epochs;
                String words = words(most, learned.length);
                pass(shown, perturbation, order, epoch, goal, count -> {
                    double part = (double) count / order.length / epochs;
                    fit.progress().report(done + share * (before + part), words);
                });
                for (float[] candidate : candidates(perturbation)) {
                    int wins = shown.wins(learned, candidate, goal);
                    if (wins > most) {
                        most = wins;
                        best = candidate.clone();
                    }
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

    private int[] order(int[] learned, int goal, int epoch) {
        int[] order = fit.seed().derive("order", goal, epoch).draws().permutation(learned.length);
        return Arrays.stream(order).map(i -> learned[i]).toArray();
    }

    private static String words(int most, int all) {
        return most < 0 ? "first pass" : String.format(Locale.ROOT, "wins %.1f %%", 100.0 * most / all);
    }
}
