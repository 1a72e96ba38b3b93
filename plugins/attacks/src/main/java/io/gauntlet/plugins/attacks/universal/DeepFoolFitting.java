package io.gauntlet.plugins.attacks.universal;

import java.util.Arrays;
import java.util.List;

import io.gauntlet.api.attack.Fit;

/**
 * The sum of steps by which one sample after the other, where the perturbation does not win it yet, is brought across its
 * nearest boundary, kept in the ball (Moosavi-Dezfooli et al. 2017, algorithm 1). Ends when enough samples are won.
 */
final class DeepFoolFitting extends Fitting<Sum> {
    /** Learned from unless said otherwise: samples follow one another, and a robust model lets none of them be skipped. */
    private static final int USUAL_SAMPLES = 1000;

    private final Universal.Parameters parameters;
    private final Fit fit;

    /** With the parameters that concern it. */
    DeepFoolFitting(Fit fit, Universal.Parameters parameters) {
        super(fit, parameters.epochs(), parameters.samples() == 0 ? USUAL_SAMPLES : parameters.samples());
        this.fit = fit;
        this.parameters = parameters;
    }

    @Override
    Sum begin(int goal) {
        return new Sum(fit);
    }

    @Override
    int together() {
        return fit.target().block();
    }

    @Override
    double enough() {
        return 1 - parameters.delta();
    }

    /** The sum of steps need not fill the ball; the authors' program stretches it in L2, which tends to win more. */
    @Override
    List<float[]> candidates(Sum perturbation) {
        return List.of(perturbation.values(), perturbation.stretched());
    }

    /** Samples are looked at in blocks, for a block costs no more than one; what follows a step is looked at again. */
    @Override
    void pass(Shown shown, Sum perturbation, int[] order, int number, int goal, Report report) {
        try (Shortcut shortcut = new Shortcut(fit, parameters)) {
            int at = 0;
            while (at < order.length) {
                int[] part = Arrays.copyOfRange(order, at, Math.min(order.length, at + shown.capacity()));
                boolean[] won = shown.won(part, perturbation.values(), goal);
                int standing = 0;
                while (standing < part.length && won[standing]) {
                    standing++;
                }
                if (standing < part.length && shortcut.find(part[standing], perturbation.values(), goal)) {
                    perturbation.add(shortcut.way());
                }
                at += Math.min(part.length, standing + 1);
                report.done(at);
            }
        }
    }
}
