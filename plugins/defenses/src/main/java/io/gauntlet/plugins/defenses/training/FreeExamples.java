package io.gauntlet.plugins.defenses.training;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.Checkpointed;
import io.gauntlet.api.defense.Feedback;
import io.gauntlet.api.defense.Shard;
import io.gauntlet.api.norm.Ball;

/**
 * Perturbations that move along the gradient which the update computes anyway, and go from each minibatch to the next:
 * Shafahi et al. 2019, algorithm 1. A perturbation belongs to a place in the minibatch, not to a sample.
 */
final class FreeExamples implements Augmentation, Feedback, Checkpointed {
    private final Ball ball;
    private final double epsilon;
    private final double step;
    private final Growth growth;
    private final double naturalShare;
    /** For each shard of a minibatch. */
    private final Map<Integer, float[]> perturbations = new ConcurrentHashMap<>();

    private final Map<Integer, float[]> originals = new ConcurrentHashMap<>();

    FreeExamples(AdversarialTraining.Parameters parameters) {
        ball = Ball.of(parameters.norm());
        epsilon = parameters.epsilon();
        step = parameters.innerStep() * parameters.epsilon();
        growth = new Growth(parameters.ramp());
        naturalShare = parameters.naturalShare();
    }

    @Override
    public void apply(Shard shard) {
        float[] original = Floats.values(shard.images());
        float[] x = original.clone();
        int length = x.length / shard.size();
        float[] perturbation = perturbations.get(shard.number());
        for (int i = 0; i < shard.size(); i++) {
            if (perturbation == null || AdversarialExamples.natural(shard, i, naturalShare)) {
                continue;
            }
            for (int j = i * length; j < Math.min((i + 1) * length, perturbation.length); j++) {
                x[j] += perturbation[j];
            }
            ball.project(x, original, i * length, length, radius(shard));
        }
        originals.put(shard.number(), original);
        Floats.put(x, shard.images());
    }

    @Override
    public void learned(Shard shard, INDArray gradient) {
        float[] original = originals.getOrDefault(shard.number(), new float[0]);
        float[] x = Floats.values(shard.images());
        float[] slope = Floats.values(gradient);
        float[] perturbation = perturbations.getOrDefault(shard.number(), new float[0]);
        // The last minibatch of an epoch may be smaller: places beyond it keep theirs.
        float[] next = perturbation.length >= x.length ? perturbation : new float[x.length];
        int length = x.length / shard.size();
        float size = (float) (growth.at(shard) * step);
        for (int i = 0; i < shard.size(); i++) {
            if (AdversarialExamples.natural(shard, i, naturalShare)) {
                continue;
            }
            ball.ascend(x, slope, i * length, length, size);
            ball.project(x, original, i * length, length, radius(shard));
            for (int j = i * length; j < (i + 1) * length; j++) {
                next[j] = x[j] - original[j];
            }
        }
        perturbations.put(shard.number(), next);
    }

    private float radius(Shard shard) {
        return (float) (growth.at(shard) * epsilon);
    }

    @Override
    public Map<String, float[]> state() {
        Map<String, float[]> state = new HashMap<>();
        perturbations.forEach((number, values) -> state.put("shard-" + number, values));
        return state;
    }

    @Override
    public void restore(Map<String, float[]> state) {
        state.forEach((name, values) ->
                perturbations.put(Integer.valueOf(name.substring("shard-".length())), values.clone()));
    }
}
