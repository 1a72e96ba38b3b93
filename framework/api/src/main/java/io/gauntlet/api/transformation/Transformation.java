package io.gauntlet.api.transformation;

import io.gauntlet.api.model.Stage;

/** A change that happens to a sample on its way to the network: a rotation, noise, compression. */
public interface Transformation {
    /**
     * The transformation for samples of a shape, usually height x width x channels. Values in [0,1] stay in [0,1].
     *
     * @throws IllegalArgumentException when samples of that shape cannot be transformed
     */
    Stage stage(long[] shape);
}
