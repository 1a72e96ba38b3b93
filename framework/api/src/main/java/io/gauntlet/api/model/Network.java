package io.gauntlet.api.model;

/**
 * A trained network: the stage whose output is logits, {@code [n, classes]}, without a softmax. Made by a
 * {@link io.gauntlet.api.defense.Training} and restored by the framework. One instance serves one thread.
 */
public interface Network extends Stage {
    /** The architecture's id, or the name of the imported file. */
    String architecture();

    /** The shape of one input sample. */
    long[] inputShape();

    /** The number of classes. */
    int classes();

    /** How many samples are computed together; shorter batches are padded to it. Part of a result's record. */
    int block();

    /** The number of trainable parameters. */
    @Override
    long parameterCount();
}
