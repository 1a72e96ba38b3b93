package io.gauntlet.plugins.defenses.training;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.Shard;
import io.gauntlet.api.model.Output;
import io.gauntlet.api.norm.Ball;

/**
 * Leaves each sample as it is and makes the second input an adversarial example of it: from a point very near, steps
 * that make the answer as different as possible.
 */
final class Neighbours implements Augmentation {
    /** What the steps climb. */
    enum Climb {
        /** The divergence from the probabilities at the sample itself. */
        DIVERGENCE,
        /** The cross-entropy of the label. */
        CROSS_ENTROPY
    }

    /** The deviation of the start, as in the authors' code; at the sample itself the divergence has no slope. */
    private static final double NEAR = 1e-3;

    private static final Loss LOSS = Losses.crossEntropy();

    private final Ball ball;
    private final InnerAttack attack;
    private final double epsilon;
    private final double step;
    private final Growth growth;
    private final Climb climb;

    Neighbours(Ball ball, double epsilon, int steps, double step, Growth growth, Climb climb) {
        this.ball = ball;
        this.epsilon = epsilon;
        this.step = step;
        this.growth = growth;
        this.climb = climb;
        attack = new InnerAttack(ball, steps);
    }

    @Override
    public void apply(Shard shard) {
        float[] original = Floats.values(shard.images());
        float[] x = original.clone();
        int length = x.length / shard.size();
        double grown = growth.at(shard);
        float radius = (float) (grown * epsilon);
        for (int i = 0; i < shard.size(); i++) {
            Draws draws = shard.draws(i, "start");
            for (int j = i * length; j < (i + 1) * length; j++) {
                x[j] += (float) (NEAR * draws.gaussian());
            }
            ball.project(x, original, i * length, length, radius);
        }
        InnerAttack.Slope slope = climb == Climb.DIVERGENCE ? divergence(shard) : at -> shard.gradient(at, LOSS);
        attack.ascend(x, original, shard.images().shape(), radius, (float) (grown * step), slope);
        Floats.put(x, shard.images(1));
    }

    private static InnerAttack.Slope divergence(Shard shard) {
        float[][] natural = shard.model().forward(shard.images(), RowDraws.none()).stream()
                .map(Output::logits)
                .map(float[]::clone)
                .toArray(float[][]::new);
        return at -> slope(shard, natural, at);
    }

    private static INDArray slope(Shard shard, float[][] natural, INDArray at) {
        return shard.model()
                .gradient(
                        at,
                        RowDraws.none(),
                        (i, output, into) -> new Divergence(natural[i], output.logits()).addSecond(1, into.logits()));
    }
}
