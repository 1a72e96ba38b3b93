package io.gauntlet.engine.train;

import java.util.List;

import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.layout.Role;
import io.gauntlet.engine.plan.MinibatchStatistics;

/**
 * Moves the running mean and variance of batch normalisations towards those of a minibatch, which are put together from
 * its shards in order: {@code running = decay running + (1 - decay) minibatch}, the variance biased, as in DL4J.
 */
final class RunningStatistics {
    private final ParameterLayout layout;

    RunningStatistics(ParameterLayout layout) {
        this.layout = layout;
    }

    /**
     * Updates running statistics.
     *
     * @param shards for each shard that was not empty, and each input of its samples, what its normalisations saw, in
     *     the same order of layers
     */
    void update(float[] parameters, List<List<MinibatchStatistics>> shards) {
        if (shards.isEmpty()) {
            return;
        }
        for (int layer = 0; layer < shards.get(0).size(); layer++) {
            int at = layer;
            update(parameters, shards.stream().map(shard -> shard.get(at)).toArray(MinibatchStatistics[]::new));
        }
    }

    private void update(float[] parameters, MinibatchStatistics[] parts) {
        int node = parts[0].node();
        float decay = ((Layer.BatchNormalisation) layout.layer(node)).decay();
        int means = (int) layout.slot(node, Role.MEAN).orElseThrow().offset();
        int variances = (int) layout.slot(node, Role.VARIANCE).orElseThrow().offset();
        for (int c = 0; c < parts[0].mean().length; c++) {
            double count = 0;
            double mean = 0;
            for (MinibatchStatistics part : parts) {
                count += part.count();
                mean += part.count() * part.mean()[c];
            }
            mean /= count;
            double variance = 0;
            for (MinibatchStatistics part : parts) {
                double distance = part.mean()[c] - mean;
                variance += part.count() * (part.variance()[c] + distance * distance);
            }
            variance /= count;
            parameters[means + c] = (float) (decay * parameters[means + c] + (1 - decay) * mean);
            parameters[variances + c] = (float) (decay * parameters[variances + c] + (1 - decay) * variance);
        }
    }
}
