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
    private final double epsilon;
    private final double step;
    private final double ramp;
    private final int steps;
    private final double naturalShare;

    AdversarialExamples(AdversarialTraining.Parameters parameters) {
        ball = Ball.of(parameters.norm());
        epsilon = parameters.epsilon();
        step = parameters.innerStep() * parameters.epsilon();
        ramp = parameters.ramp();
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
        double grown = grown(shard);
        float radius = (float) (grown * epsilon);
        for (int i = 0; i < shard.size(); i++) {
            natural[i] = shard.draws(i, "natural").uniform() < naturalShare;
            ball.draw(shard.draws(i, "start"), x, original, i * length, length, radius);
        }
        try (INDArray candidates = Nd4j.create(DataType.FLOAT, images.shape())) {
            for (int k = 0; k < steps; k++) {
                Floats.put(x, candidates);
                Floats.get(shard.gradient(candidates, LOSS), gradient);
                for (int i = 0; i < shard.size(); i++) {
                    ball.ascend(x, gradient, i * length, length, (float) (grown * step));
                    ball.project(x, original, i * length, length, radius);
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

    /** The share of epsilon that is used in an update: linear up to the end of the ramp, then all of it. */
    private double grown(Shard shard) {
        double done = (shard.update() + 1.0) / shard.updates();
        return ramp == 0 ? 1 : Math.min(1, done / ramp);
    }
}
