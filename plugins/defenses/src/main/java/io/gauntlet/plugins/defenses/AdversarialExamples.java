package io.gauntlet.plugins.defenses;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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
    private final float epsilon;
    private final float step;
    private final int steps;
    private final double naturalShare;

    AdversarialExamples(AdversarialTraining.Parameters parameters) {
        ball = Ball.of(parameters.norm());
        epsilon = (float) parameters.epsilon();
        step = (float) (parameters.innerStep() * parameters.epsilon());
        steps = parameters.innerSteps();
        naturalShare = parameters.naturalShare();
    }

    @Override
    public void apply(Shard shard) {
        INDArray images = shard.images();
        int values = Math.toIntExact(images.length());
        int length = values / shard.size();
        float[] original = new float[values];
        float[] x = new float[values];
        float[] gradient = new float[values];
        boolean[] natural = new boolean[shard.size()];
        Floats.get(images, original);
        for (int i = 0; i < shard.size(); i++) {
            natural[i] = shard.draws(i, "natural").uniform() < naturalShare;
            ball.draw(shard.draws(i, "start"), x, original, i * length, length, epsilon);
        }
        try (INDArray candidates = Nd4j.create(DataType.FLOAT, images.shape())) {
            for (int k = 0; k < steps; k++) {
                Floats.put(x, candidates);
                Floats.get(shard.gradient(candidates, LOSS), gradient);
                for (int i = 0; i < shard.size(); i++) {
                    ball.ascend(x, gradient, i * length, length, step);
                    ball.project(x, original, i * length, length, epsilon);
                }
            }
        }
        for (int i = 0; i < shard.size(); i++) {
            if (natural[i]) {
                System.arraycopy(original, i * length, x, i * length, length);
            }
        }
        Floats.put(x, images);
    }
}
