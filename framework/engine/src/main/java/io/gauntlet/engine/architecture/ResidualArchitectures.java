package io.gauntlet.engine.architecture;

import java.util.List;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions;

import io.gauntlet.api.Description;
import io.gauntlet.api.model.Architecture;

/**
 * Residual networks for small pictures: three stages, each of which halves the picture and doubles the channels of the
 * one before. Convolutions have no bias, as a normalisation follows; shortcuts that change the shape are strided 1x1
 * convolutions.
 */
final class ResidualArchitectures {
    private static final int STAGES = 3;
    private static final int CHANNELS = 16;
    private static final String NORM = "-norm";

    private final GraphBuilder graph;
    private final ElementWiseVertex.Op joining;

    private ResidualArchitectures(GraphBuilder graph, ElementWiseVertex.Op joining) {
        this.graph = graph;
        this.joining = joining;
    }

    /** {@code resnet-(6n+2)}: normalisation after each convolution, ReLU after each sum. */
    static Architecture resnet(int blocks) {
        int depth = 6 * blocks + 2;
        return new GraphArchitecture(
                new Description(
                        "resnet-" + depth,
                        "1",
                        "A residual network of " + depth + " layers with 16, 32 and 64 channels for small pictures.",
                        List.of("He, Zhang, Ren, Sun: Deep residual learning for image recognition, 2016 (CIFAR-10"
                                + " network, shortcuts of option B)"),
                        ""),
                (graph, classes) -> new ResidualArchitectures(graph, ElementWiseVertex.Op.Add).resnet(blocks, classes));
    }

    /** {@code resnet-(6n+2)-convex}: the same, averaging where the other adds. */
    static Architecture convexResnet(int blocks) {
        int depth = 6 * blocks + 2;
        return new GraphArchitecture(
                new Description(
                        "resnet-" + depth + "-convex",
                        "1",
                        "The residual network of " + depth
                                + " layers whose shortcuts are averaged with what they pass by.",
                        List.of(
                                "Cisse, Bojanowski, Grave, Dauphin, Usunier: Parseval Networks, 2017, section 4.3 (convex"
                                        + " combinations, here with fixed halves instead of learned shares)"),
                        "A sum of two maps that do not enlarge distances may double them; their average does not."),
                (graph, classes) ->
                        new ResidualArchitectures(graph, ElementWiseVertex.Op.Average).resnet(blocks, classes));
    }

    /** {@code wide-resnet-(6n+4)-k}: normalisation and ReLU before each convolution, k times the channels. */
    static Architecture wideResnet(int blocks, int factor) {
        int depth = 6 * blocks + 4;
        return new GraphArchitecture(
                new Description(
                        "wide-resnet-" + depth + "-" + factor,
                        "1",
                        "A residual network of " + depth + " layers, " + factor
                                + " times as wide as usual, normalised before each convolution.",
                        List.of("Zagoruyko, Komodakis: Wide residual networks, 2016 (WRN-" + depth + "-" + factor
                                + " without dropout)"),
                        ""),
                (graph, classes) ->
                        new ResidualArchitectures(graph, ElementWiseVertex.Op.Add).wideResnet(blocks, factor, classes));
    }

    private String resnet(int blocks, int classes) {
        String at = relu("stem", normalised("stem", GraphArchitecture.INPUT, 3, 1, CHANNELS));
        for (int stage = 0; stage < STAGES; stage++) {
            int channels = CHANNELS << stage;
            for (int block = 0; block < blocks; block++) {
                String name = name(stage, block);
                int stride = stage > 0 && block == 0 ? 2 : 1;
                String first = relu(name + "-a", normalised(name + "-a", at, 3, stride, channels));
                String second = normalised(name + "-b", first, 3, 1, channels);
                String shortcut = stride == 1 ? at : normalised(name + "-shortcut", at, 1, stride, channels);
                at = relu(name, sum(name, second, shortcut));
            }
        }
        return output(at, classes);
    }

    private String wideResnet(int blocks, int factor, int classes) {
        String at = convolution("stem", GraphArchitecture.INPUT, 3, 1, CHANNELS);
        for (int stage = 0; stage < STAGES; stage++) {
            int channels = (factor * CHANNELS) << stage;
            for (int block = 0; block < blocks; block++) {
                String name = name(stage, block);
                int stride = stage > 0 && block == 0 ? 2 : 1;
                String active = relu(name + "-a", norm(name + "-a", at));
                String first = convolution(name + "-a", active, 3, stride, channels);
                String second = convolution(name + "-b", relu(name + "-b", norm(name + "-b", first)), 3, 1, channels);
                // The first block of each stage, also of the first, widens.
                String shortcut = block == 0 ? convolution(name + "-shortcut", active, 1, stride, channels) : at;
                at = sum(name, second, shortcut);
            }
        }
        return output(relu("last", norm("last", at)), classes);
    }

    private static String name(int stage, int block) {
        return "stage" + (stage + 1) + "-block" + (block + 1);
    }

    private String normalised(String name, String of, int kernel, int stride, int channels) {
        return norm(name, convolution(name, of, kernel, stride, channels));
    }

    private String convolution(String name, String of, int kernel, int stride, int channels) {
        graph.addLayer(
                name,
                new ConvolutionLayer.Builder(kernel, kernel)
                        .stride(stride, stride)
                        .padding(kernel / 2, kernel / 2)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .nOut(channels)
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .build(),
                of);
        return name;
    }

    private String norm(String name, String of) {
        graph.addLayer(
                name + NORM,
                new BatchNormalization.Builder().eps(1e-5).decay(0.9).build(),
                of);
        return name + NORM;
    }

    private String relu(String name, String of) {
        graph.addLayer(name + "-relu", new ActivationLayer(Activation.RELU), of);
        return name + "-relu";
    }

    private String sum(String name, String one, String other) {
        graph.addVertex(name + "-sum", new ElementWiseVertex(joining), one, other);
        return name + "-sum";
    }

    private String output(String of, int classes) {
        graph.addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), of);
        graph.addLayer(
                "output",
                new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nOut(classes)
                        .weightInit(WeightInit.XAVIER)
                        .activation(Activation.SOFTMAX)
                        .build(),
                "pool");
        return "output";
    }
}
