package io.gauntlet.plugins.defenses.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.gauntlet.api.Seed;
import io.gauntlet.api.defense.AfterUpdate;
import io.gauntlet.api.defense.Checkpointed;
import io.gauntlet.api.defense.LayerWeights;
import io.gauntlet.api.defense.TrainingOptions;

/**
 * A step down the penalty {@code lambda / 2} times the sum of the squared spectral norms, after each update and of its
 * length: {@code W -= rate lambda s u v'} with the largest singular value s of W and its vectors, which a power
 * iteration follows from update to update (Yoshida and Miyato 2017, algorithm 1).
 */
final class SpectralPenalty implements AfterUpdate, Checkpointed {
    private final double lambda;
    private final TrainingOptions options;
    private final long updates;
    private final Seed seed;
    /** For each layer by its position the right singular vector, by outputs. */
    private final Map<String, float[]> vectors = new HashMap<>();

    /** @param updates of the whole training */
    SpectralPenalty(double lambda, TrainingOptions options, long updates, Seed seed) {
        this.lambda = lambda;
        this.options = options;
        this.updates = updates;
        this.seed = seed;
    }

    @Override
    public void apply(long update, List<LayerWeights> layers) {
        double factor = options.rate(update, updates) * lambda;
        for (int i = 0; i < layers.size(); i++) {
            LayerWeights layer = layers.get(i);
            int outputs = (int) layer.shape()[layer.shape().length - 1];
            shrink(layer.values(), vectors.computeIfAbsent("layer-" + i, name -> drawn(name, outputs)), factor);
        }
    }

    private float[] drawn(String name, int length) {
        float[] vector = new float[length];
        seed.derive(name).draws().fillGaussian(vector, 1);
        return vector;
    }

    /** Follows the singular vectors by one step, and moves the weights, [inputs, outputs], along them. */
    private static void shrink(float[] w, float[] v, double factor) {
        int outputs = v.length;
        int inputs = w.length / outputs;
        float[] u = new float[inputs];
        for (int i = 0; i < inputs; i++) {
            double sum = 0;
            for (int o = 0; o < outputs; o++) {
                sum += (double) w[i * outputs + o] * v[o];
            }
            u[i] = (float) sum;
        }
        normalise(u);
        double[] wu = new double[outputs];
        for (int i = 0; i < inputs; i++) {
            for (int o = 0; o < outputs; o++) {
                wu[o] += (double) w[i * outputs + o] * u[i];
            }
        }
        for (int o = 0; o < outputs; o++) {
            v[o] = (float) wu[o];
        }
        double sigma = normalise(v);
        for (int i = 0; i < inputs; i++) {
            float scale = (float) (factor * sigma * u[i]);
            for (int o = 0; o < outputs; o++) {
                w[i * outputs + o] -= scale * v[o];
            }
        }
    }

    /** Gives a vector the norm 1 and returns what it was; zero stays. */
    private static double normalise(float[] vector) {
        double square = 0;
        for (float value : vector) {
            square += (double) value * value;
        }
        double norm = Math.sqrt(square);
        if (norm > 0) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (vector[i] / norm);
            }
        }
        return norm;
    }

    @Override
    public Map<String, float[]> state() {
        return Map.copyOf(vectors);
    }

    @Override
    public void restore(Map<String, float[]> state) {
        state.forEach((name, vector) -> vectors.put(name, vector.clone()));
    }
}
