package io.gauntlet.api.defense;

/** Changes what a network is about to learn from: adds adversarial examples, softens labels, transforms. */
@FunctionalInterface
public interface Augmentation {
    /** Leaves everything as it is. */
    Augmentation NONE = shard -> {};

    /** Changes a shard in place. Called by several threads at once with different shards. */
    void apply(Shard shard);
}
