package io.gauntlet.engine.architecture;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.WeightInit;

import io.gauntlet.api.Description;
import io.gauntlet.api.model.Architecture;

/**
 * A sequence of layers over pictures.
 *
 * @param description names and explains it
 * @param layers makes the layers for a number of classes
 */
record SequenceArchitecture(Description description, Layers layers) implements Architecture {
    /** Makes the layers. */
    @FunctionalInterface
    interface Layers {
        Layer[] of(int classes);
    }

    @Override
    public Definition define(long[] shape, int classes) {
        if (shape.length != 3) {
            throw new IllegalArgumentException("The architecture " + description.id()
                    + " needs pictures of height x width x channels, not samples with " + shape.length
                    + " dimensions.");
        }
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .weightInit(WeightInit.RELU)
                .list(layers.of(classes))
                .setInputType(InputType.convolutional(shape[0], shape[1], shape[2]))
                .build();
        return new Definition.Sequence(configuration);
    }
}
