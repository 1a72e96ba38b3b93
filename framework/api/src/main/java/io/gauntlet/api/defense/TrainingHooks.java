package io.gauntlet.api.defense;

/**
 * What a defense does while a network is fitted. A hook that remembers something from one call to the next implements
 * {@link Checkpointed} too, or an interrupted training ends differently when it is resumed.
 *
 * @param augmentation changes each shard before it is learned from
 * @param afterUpdate changes the weights after each update
 * @param afterEpoch looks at the network after each epoch, and may end the training
 * @param objective what is minimised
 */
public record TrainingHooks(
        Augmentation augmentation, AfterUpdate afterUpdate, AfterEpoch afterEpoch, Objective objective) {
    /** Plain training on the samples as they are. */
    public static final TrainingHooks NONE = of(Augmentation.NONE);

    /** An augmentation alone. */
    public static TrainingHooks of(Augmentation augmentation) {
        return new TrainingHooks(augmentation, AfterUpdate.NONE, AfterEpoch.NONE, Objective.CROSS_ENTROPY);
    }

    /** The same with another hook after each update. */
    public TrainingHooks afterUpdate(AfterUpdate hook) {
        return new TrainingHooks(augmentation, hook, afterEpoch, objective);
    }

    /** The same with another hook after each epoch. */
    public TrainingHooks afterEpoch(AfterEpoch hook) {
        return new TrainingHooks(augmentation, afterUpdate, hook, objective);
    }

    /** The same minimising something else than cross-entropy. */
    public TrainingHooks minimising(Objective other) {
        return new TrainingHooks(augmentation, afterUpdate, afterEpoch, other);
    }
}
