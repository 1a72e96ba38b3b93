package io.gauntlet.api.defense;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An augmentation that implements this is told how the loss that was just learned from depends on the samples it made:
 * what free adversarial training steps along. It costs a backward pass more, and no forward pass.
 */
@FunctionalInterface
public interface Feedback {
    /**
     * Called once for each shard after its gradient by the weights was computed and before the update. Called by several
     * threads at once with different shards.
     *
     * @param gradient by {@link Shard#images()} of the objective's mean over the minibatch, in training mode: batch
     *     normalisations use the statistics of the shard; shaped like the images, valid until the method returns
     */
    void learned(Shard shard, INDArray gradient);
}
