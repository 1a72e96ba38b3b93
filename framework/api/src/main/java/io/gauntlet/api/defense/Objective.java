package io.gauntlet.api.defense;

/**
 * What a training minimises, for one sample: a function of what the network answers at one input or at several, such as
 * a sample and an adversarial example of it. Must not carry anything from one call to the next: shards are learned from
 * by several threads at once.
 */
@FunctionalInterface
public interface Objective {
    /** The cross-entropy of the network's probabilities with those wanted: {@code -sum t log softmax(z)}. */
    Objective CROSS_ENTROPY = CrossEntropy::apply;

    /**
     * At how many inputs the network answers for each sample, at least 1. The first is {@link Shard#images()}; the
     * augmentation writes the others into {@link Shard#images(int)}.
     */
    default int inputs() {
        return 1;
    }

    /**
     * Computes the loss and its gradient.
     *
     * @param logits at each input; read only
     * @param target the probability of each class that is to be learned; read only
     * @param label the true class
     * @param gradient to be overwritten with the derivative of the loss by the logits at each input; zero on entry
     * @return the loss, of which the training minimises the mean over the samples
     */
    double apply(float[][] logits, float[] target, int label, float[][] gradient);
}
