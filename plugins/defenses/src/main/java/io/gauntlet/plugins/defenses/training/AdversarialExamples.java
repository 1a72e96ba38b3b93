package io.gauntlet.plugins.defenses.training;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.Shard;
import io.gauntlet.api.norm.Ball;

/**
 * Replaces images of a shard by adversarial examples against the network as it stands: from a random point of the ball,
 * steps along the gradient of the cross-entropy (Wong et al. 2020, algorithm 3; with several steps Madry et al. 2018).
 */
final class AdversarialExamples implements Augmentation {
    private static final Loss LOSS = Losses.crossEntropy();

    private final Ball ball;
    private final InnerAttack attack;
    private final double epsilon;
    private final double step;
    private final Growth growth;
    private final double naturalShare;
    /**
     * Whether there is but one step. It then starts anywhere in the ball, as in their code: from a start clipped to the
     * box, a black pixel would end at 0 or at epsilon and nowhere between, and the network would learn just these.
     */
    private final boolean single;

    AdversarialExamples(AdversarialTraining.Parameters parameters) {
        ball = Ball.of(parameters.norm());
        attack = new InnerAttack(ball, parameters.innerSteps());
        epsilon = parameters.epsilon();
        step = parameters.innerStep() * parameters.epsilon();
        growth = new Growth(parameters.ramp());
        naturalShare = parameters.naturalShare();
        single = parameters.innerSteps() == 1;
    }

    @Override
    public void apply(Shard shard) {
        float[] original = Floats.values(shard.images());
        float[] x = new float[original.length];
        int length = x.length / shard.size();
        double grown = growth.at(shard);
        float radius = (float) (grown * epsilon);
        for (int i = 0; i < shard.size(); i++) {
            Draws draws = shard.draws(i, "start");
            if (single) {
                ball.drawAnywhere(draws, x, original, i * length, length, radius);
            } else {
                ball.draw(draws, x, original, i * length, length, radius);
            }
        }
        attack.ascend(
                x, original, shard.images().shape(), radius, (float) (grown * step), at -> shard.gradient(at, LOSS));
        for (int i = 0; i < shard.size(); i++) {
            if (natural(shard, i, naturalShare)) {
                System.arraycopy(original, i * length, x, i * length, length);
            }
        }
        Floats.put(x, shard.images());
    }

    /** Whether a sample stays natural in this epoch. */
    static boolean natural(Shard shard, int sample, double share) {
        return shard.draws(sample, "natural").uniform() < share;
    }
}
