package io.gauntlet.runtime.trial;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Seed;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.model.Certificate;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Output;
import io.gauntlet.api.norm.Ball;
import io.gauntlet.arena.referee.Referee;

/**
 * Doubts a certificate: climbs within its radius towards another class, as {@code pgd} does, and asks the model once
 * what it says there. An honest certificate is contradicted with no more than the chance that it is wrong plus the
 * chance that a single answer is (Cohen, Rosenfeld, Kolter: Certified Adversarial Robustness via Randomized Smoothing,
 * ICML 2019, propositions 1 and 2).
 */
final class ContradictionSearch {
    /** Gradients spent on a certificate. */
    static final int STEPS = 20;

    /** Steps that go straight reach the radius with room for turns. */
    private static final double REACH = 2.5;

    private final Model model;
    private final Ball ball = Ball.of(Norm.L2);
    private final Loss loss = Losses.margin();

    ContradictionSearch(Model model) {
        this.model = model;
    }

    /**
     * Whether the model gives another answer somewhere within the radius; an abstention is none.
     *
     * @param x one sample, {@code [1, shape...]}; left as it was
     * @param certificate one that holds
     * @param seed of the model's draws
     */
    boolean found(INDArray x, Certificate certificate, Seed seed) {
        float[] sample = Floats.values(x);
        float[] moved = sample.clone();
        float epsilon = Math.nextDown((float) certificate.radius());
        float step = (float) (REACH * certificate.radius() / STEPS);
        try (INDArray at = Floats.array(moved, x.shape())) {
            for (int k = 0; k < STEPS; k++) {
                int number = k;
                INDArray gradient = model.gradient(
                        at,
                        row -> seed.derive("step", number).draws(),
                        (i, output, wanted) -> loss.apply(output, certificate.label(), -1, wanted));
                ball.ascend(moved, Floats.values(gradient), 0, moved.length, step);
                ball.project(moved, sample, 0, moved.length, epsilon);
                Floats.put(moved, at);
            }
            Output answer =
                    model.forward(at, row -> seed.derive("answer").draws()).get(0);
            return answer.score() <= model.threshold() && Referee.argmax(answer.logits()) != certificate.label();
        }
    }
}
