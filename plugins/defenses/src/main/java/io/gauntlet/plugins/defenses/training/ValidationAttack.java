package io.gauntlet.plugins.defenses.training;

import java.util.List;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Output;
import io.gauntlet.api.norm.Ball;
import io.gauntlet.plugins.defenses.around.Softmax;

/**
 * Pgd from a random start on the first samples of a split, a block at a time: steps along the gradient of the
 * cross-entropy, the last of which counts. Weaker than a tournament's attacks, and enough to see a collapse.
 */
final class ValidationAttack {
    private static final Loss LOSS = Losses.crossEntropy();
    private static final int STEPS = 20;
    /** Steps of this share of epsilon cross the ball two and a half times, as Madry et al. 2018 do. */
    private static final double STEP = 2.5 / STEPS;

    private final Examples examples;
    private final Ball ball;
    private final float epsilon;
    private final Seed seed;
    private final int count;

    /** @param most of how many samples at most */
    ValidationAttack(Examples examples, int most, Ball ball, double epsilon, Seed seed) {
        this.examples = examples;
        this.ball = ball;
        this.epsilon = (float) epsilon;
        this.seed = seed;
        count = Math.min(most, examples.size());
    }

    /** How many samples are attacked. */
    int count() {
        return count;
    }

    /** The share of the samples that the model still answers rightly, in [0,1]. */
    double withstood(Model model) {
        int right = 0;
        for (int from = 0; from < count; from += model.block()) {
            right += withstood(model, from, Math.min(count, from + model.block()));
        }
        return (double) right / count;
    }

    private int withstood(Model model, int from, int to) {
        int length = examples.length();
        int n = to - from;
        float[] original = new float[n * length];
        float[] x = new float[n * length];
        for (int i = 0; i < n; i++) {
            examples.read(from + i, original, i * length);
            ball.draw(seed.derive("start", from + i).draws(), x, original, i * length, length, epsilon);
        }
        long[] sample = examples.shape();
        long[] shape = new long[sample.length + 1];
        shape[0] = n;
        System.arraycopy(sample, 0, shape, 1, sample.length);
        new InnerAttack(ball, STEPS)
                .ascend(
                        x,
                        original,
                        shape,
                        epsilon,
                        (float) (STEP * epsilon),
                        at -> model.gradient(
                                at,
                                RowDraws.none(),
                                (i, output, into) -> LOSS.apply(output, examples.label(from + i), -1, into)));
        int right = 0;
        try (INDArray last = Nd4j.create(DataType.FLOAT, shape)) {
            Floats.put(x, last);
            List<Output> outputs = model.forward(last, RowDraws.none());
            for (int i = 0; i < n; i++) {
                right += Softmax.largest(outputs.get(i).logits()) == examples.label(from + i) ? 1 : 0;
            }
        }
        return right;
    }
}
