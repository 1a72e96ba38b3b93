package io.gauntlet.engine.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

import io.gauntlet.api.model.Architecture;

/**
 * Reads a DL4J configuration as a blueprint of what the network computes in evaluation mode: dropout does nothing, a
 * final softmax is left out. Pictures are channels last whatever they are in DL4J.
 */
public final class DefinitionReader {
    private final DefinitionBuilder builder;
    private final DefinitionLayers layers;
    private final DefinitionVertices vertices;

    private DefinitionReader(long[] shape, boolean channelsLast, boolean fresh) {
        builder = new DefinitionBuilder(shape, channelsLast);
        layers = new DefinitionLayers(builder, fresh);
        vertices = new DefinitionVertices(builder, layers, channelsLast);
    }

    /**
     * Reads a definition whose weights will be drawn.
     *
     * @param shape of one sample: height, width, channels for pictures
     * @throws UnsupportedLayerException naming a layer that the engine cannot compute
     */
    public static Blueprint read(Architecture.Definition definition, long[] shape, int classes) {
        return read(definition, shape, classes, true).blueprint();
    }

    /**
     * Reads a definition whose weights come from a DL4J network.
     *
     * @param shape of one sample: height, width, channels for pictures
     * @return with the way from DL4J's parameters to the nodes
     * @throws UnsupportedLayerException naming a layer that the engine cannot compute
     */
    public static NamedBlueprint readNamed(Architecture.Definition definition, long[] shape, int classes) {
        return read(definition, shape, classes, false);
    }

    private static NamedBlueprint read(Architecture.Definition definition, long[] shape, int classes, boolean fresh) {
        if (definition instanceof Architecture.Definition.Sequence sequence) {
            MultiLayerConfiguration configuration = sequence.configuration();
            boolean channelsLast = configuration.getConfs().stream()
                    .map(NeuralNetConfiguration::getLayer)
                    .anyMatch(DefinitionReader::channelsLast);
            return new DefinitionReader(shape, channelsLast, fresh).sequence(configuration, classes);
        }
        ComputationGraphConfiguration configuration = ((Architecture.Definition.Graph) definition).configuration();
        boolean channelsLast = configuration.getVertices().values().stream()
                .filter(LayerVertex.class::isInstance)
                .map(vertex -> ((LayerVertex) vertex).getLayerConf().getLayer())
                .anyMatch(DefinitionReader::channelsLast);
        return new DefinitionReader(shape, channelsLast, fresh).graph(configuration, classes);
    }

    private static boolean channelsLast(org.deeplearning4j.nn.conf.layers.Layer layer) {
        if (layer instanceof ConvolutionLayer convolution) {
            return convolution.getCnn2dDataFormat() == CNN2DFormat.NHWC;
        } else if (layer instanceof SubsamplingLayer pool) {
            return pool.getCnn2dDataFormat() == CNN2DFormat.NHWC;
        }
        return layer instanceof BatchNormalization norm && norm.getCnn2DFormat() == CNN2DFormat.NHWC;
    }

    private NamedBlueprint sequence(MultiLayerConfiguration configuration, int classes) {
        int node = Node.INPUT;
        for (int i = 0; i < configuration.getConfs().size(); i++) {
            org.deeplearning4j.nn.conf.layers.Layer layer =
                    configuration.getConf(i).getLayer();
            String name = layer.getLayerName() == null ? "layer" + i : layer.getLayerName();
            builder.source(Integer.toString(i));
            node = layers.add(layer, name, vertices.prepare(configuration.getInputPreProcess(i), name, node));
        }
        return builder.finish(node, classes);
    }

    private NamedBlueprint graph(ComputationGraphConfiguration configuration, int classes) {
        List<String> inputs = configuration.getNetworkInputs();
        List<String> outputs = configuration.getNetworkOutputs();
        if (inputs.size() != 1 || outputs.size() != 1) {
            throw new IllegalArgumentException("The network has " + inputs.size() + " inputs and " + outputs.size()
                    + " outputs; the engine computes networks with one of each.");
        }
        Map<String, Integer> nodes = new HashMap<>();
        nodes.put(inputs.get(0), Node.INPUT);
        for (String vertex : order(configuration, outputs.get(0))) {
            builder.source(vertex);
            List<Integer> of = configuration.getVertexInputs().get(vertex).stream()
                    .map(nodes::get)
                    .map(Objects::requireNonNull)
                    .toList();
            nodes.put(vertex, vertices.add(vertex(configuration, vertex), vertex, of));
        }
        return builder.finish(nodes.get(outputs.get(0)), classes);
    }

    private static GraphVertex vertex(ComputationGraphConfiguration configuration, String name) {
        GraphVertex vertex = configuration.getVertices().get(name);
        if (vertex == null) {
            throw new IllegalArgumentException("The network has no vertex '" + name + "', which another one takes.");
        }
        return vertex;
    }

    /** What the output needs, each vertex after those that it takes. */
    private static List<String> order(ComputationGraphConfiguration configuration, String output) {
        Map<String, Boolean> done = new HashMap<>();
        configuration.getNetworkInputs().forEach(input -> done.put(input, true));
        List<String> order = new ArrayList<>();
        visit(configuration, output, done, order);
        return order;
    }

    private static void visit(
            ComputationGraphConfiguration configuration, String vertex, Map<String, Boolean> done, List<String> order) {
        Boolean state = done.putIfAbsent(vertex, false);
        if (Boolean.TRUE.equals(state)) {
            return;
        }
        if (state != null) {
            throw new IllegalArgumentException("The vertex '" + vertex + "' takes its own output.");
        }
        List<String> inputs = configuration.getVertexInputs().get(vertex);
        if (inputs == null || inputs.isEmpty()) {
            throw new IllegalArgumentException("The vertex '" + vertex + "' takes nothing, and is not an input.");
        }
        for (String input : inputs) {
            visit(configuration, input, done, order);
        }
        done.put(vertex, true);
        order.add(vertex);
    }
}
