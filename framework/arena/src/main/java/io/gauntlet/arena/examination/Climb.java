package io.gauntlet.arena.examination;

import java.util.BitSet;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Seed;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.norm.Ball;
import io.gauntlet.arena.referee.Referee;

/**
 * Projected gradient descent in a norm from one random start, with steps of 2.5 epsilon / iterations (Madry et
 * al. 2018), on the defended model as it declares its derivative.
 */
final class Climb {
    private static final double STEP = 2.5;

    /** How often a randomised model is asked whether it is broken. */
    private static final int DRAWS = 9;

    private final Model model;
    private final Batch batch;
    private final float[] original;
    private final int[] label;
    private final Loss loss = Losses.crossEntropy();
    private final Norm norm;
    private final Ball ball;

    /** @param norm of values */
    Climb(Norm norm, Model model, Batch batch, float[] original, int[] label) {
        this.norm = norm;
        this.ball = Ball.of(norm);
        this.model = model;
        this.batch = batch;
        this.original = original;
        this.label = label;
    }

    /** The samples that are broken at some step, and mostly so where the model draws. */
    BitSet broken(double epsilon, int iterations, Seed seed) {
        float[] x = start(epsilon, seed);
        float[] found = original.clone();
        float[] gradient = new float[original.length];
        BitSet seen = new BitSet();
        String purpose = named("climb ", epsilon);
        float step = (float) (STEP * epsilon / iterations);
        for (int iteration = 0; iteration < iterations; iteration++) {
            batch.gradient(
                    x,
                    purpose,
                    iteration,
                    (i, output, by) -> {
                        loss.apply(output, label[i], -1, by);
                        keep(i, output.logits(), x, found, seen);
                    },
                    gradient);
            int length = batch.length();
            for (int at = 0; at < x.length; at += length) {
                ball.ascend(x, gradient, at, length, step);
                ball.project(x, original, at, length, (float) epsilon);
            }
        }
        batch.forward(x, purpose, iterations, (i, output) -> keep(i, output.logits(), x, found, seen));
        return judged(found, purpose);
    }

    private float[] start(double epsilon, Seed seed) {
        float[] x = original.clone();
        int length = batch.length();
        for (int i = 0; i < label.length; i++) {
            Draws draws = seed.derive(named("start ", epsilon), i).draws();
            ball.draw(draws, x, original, i * length, length, (float) epsilon);
        }
        return x;
    }

    /** Each norm draws for itself. */
    private String named(String purpose, double epsilon) {
        return purpose + epsilon + (norm == Norm.LINF ? "" : " " + norm.id());
    }

    private void keep(int i, float[] logits, float[] x, float[] found, BitSet seen) {
        if (!seen.get(i) && Referee.argmax(logits) != label[i]) {
            seen.set(i);
            System.arraycopy(x, i * batch.length(), found, i * batch.length(), batch.length());
        }
    }

    private BitSet judged(float[] found, String purpose) {
        int draws = model.randomised() ? DRAWS : 1;
        int[] wrong = new int[label.length];
        for (int draw = 0; draw < draws; draw++) {
            batch.forward(
                    found,
                    "judge " + purpose,
                    draw,
                    (i, output) -> wrong[i] += Referee.argmax(output.logits()) != label[i] ? 1 : 0);
        }
        BitSet broken = new BitSet();
        for (int i = 0; i < wrong.length; i++) {
            broken.set(i, 2 * wrong[i] > draws);
        }
        return broken;
    }
}
