package io.gauntlet.engine.architecture;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.weights.WeightInit;

import io.gauntlet.api.Description;
import io.gauntlet.api.model.Architecture;

/**
 * A graph of layers over pictures.
 *
 * @param description names and explains it
 * @param layers adds the layers for a number of classes
 */
record GraphArchitecture(Description description, Layers layers) implements Architecture {
    /** The name of the network's input. */
    static final String INPUT = "input";

    /** Adds the layers; returns the name of the last. */
    @FunctionalInterface
    interface Layers {
        String add(GraphBuilder graph, int classes);
    }

    @Override
    public Definition define(long[] shape, int classes) {
        if (shape.length != 3) {
            throw new IllegalArgumentException("The architecture " + description.id()
                    + " needs pictures of height x width x channels, not samples with " + shape.length
                    + " dimensions.");
        }
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .weightInit(WeightInit.RELU)
                .graphBuilder()
                .addInputs(INPUT)
                .setInputTypes(InputType.convolutional(shape[0], shape[1], shape[2]));
        return new Definition.Graph(graph.setOutputs(layers.add(graph, classes)).build());
    }
}
