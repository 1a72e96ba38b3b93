package io.gauntlet.api.defense;

/**
 * How to train.
 *
 * @param epochs passes over the training samples, at least 1
 * @param batch samples for each update, at least 1
 * @param optimizer the update rule
 * @param learningRate the largest learning rate of the schedule
 * @param schedule how the rate moves over the updates
 * @param momentum for {@link Optimizer#SGD}, in [0,1)
 * @param weightDecay the L2 penalty's coefficient, added to the gradient; not applied to biases
 */
public record TrainingOptions(
        int epochs,
        int batch,
        Optimizer optimizer,
        double learningRate,
        Schedule schedule,
        double momentum,
        double weightDecay) {
    /** Update rules. */
    public enum Optimizer {
        /** Stochastic gradient descent with momentum. */
        SGD,
        /** Adam (Kingma and Ba 2015, algorithm 1) with beta 0.9 and 0.999, epsilon 1e-8. */
        ADAM
    }

    /** How the learning rate moves. */
    public enum Schedule {
        /** It does not. */
        CONSTANT,
        /** Linear from zero to the largest rate at two fifths of the updates, then linear to zero (Smith 2017). */
        CYCLIC,
        /** From the largest rate to zero along half a cosine (Loshchilov and Hutter 2017). */
        COSINE
    }

    /** Checks ranges. @throws IllegalArgumentException with one sentence that names the value */
    public TrainingOptions {
        if (epochs < 1 || batch < 1) {
            throw new IllegalArgumentException("Training needs at least one epoch and one sample for each update.");
        }
        if (!(learningRate > 0) || momentum < 0 || momentum >= 1 || weightDecay < 0) {
            throw new IllegalArgumentException(
                    "The learning rate must be positive, momentum in [0,1) and weight decay not negative.");
        }
    }

    /** The learning rate of an update, of {@code updates} in all. */
    public double rate(long update, long updates) {
        double at = (update + 0.5) / updates;
        return switch (schedule) {
            case CONSTANT -> learningRate;
            case CYCLIC -> learningRate * (at < 0.4 ? at / 0.4 : (1 - at) / 0.6);
            case COSINE -> learningRate * 0.5 * (1 + Math.cos(Math.PI * at));
        };
    }
}
