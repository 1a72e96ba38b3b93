package io.gauntlet.api.model;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

import io.gauntlet.api.Description;

/** A named network layout, defined with DL4J's builders. The last layer has one output for each class; a final softmax is dropped. */
public interface Architecture {
    /** Names and explains it. */
    Description description();

    /**
     * Defines the network.
     *
     * @param shape of one sample: height, width, channels for pictures
     * @param classes the number of classes
     * @throws IllegalArgumentException when it does not fit samples of that shape
     */
    Definition define(long[] shape, int classes);

    /** A DL4J configuration: a sequence of layers or a graph. */
    sealed interface Definition {
        /** A sequence of layers. */
        record Sequence(MultiLayerConfiguration configuration) implements Definition {}

        /** A graph of layers. */
        record Graph(ComputationGraphConfiguration configuration) implements Definition {}
    }
}
