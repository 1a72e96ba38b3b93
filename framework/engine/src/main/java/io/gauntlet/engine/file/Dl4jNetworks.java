package io.gauntlet.engine.file;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.model.Architecture;
import io.gauntlet.api.model.NonFiniteException;
import io.gauntlet.engine.layout.DefinitionReader;
import io.gauntlet.engine.layout.NamedBlueprint;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.layout.UnsupportedLayerException;
import io.gauntlet.engine.network.CompiledNetwork;

/**
 * Compiles networks of DL4J, with their weights, as they compute in evaluation mode: dropout does nothing, and a final
 * softmax is left out. The compiled network has a copy of the weights, and takes pictures with channels last whatever
 * DL4J's takes.
 */
public final class Dl4jNetworks {
    private static final String NAME = "dl4j";

    private Dl4jNetworks() {}

    /**
     * Compiles a sequence that says the size of its input: that begins with a dense layer or with a preprocessor that
     * makes pictures of rows.
     *
     * @param block samples to compute together
     * @throws UnsupportedLayerException naming a layer that the engine cannot compute
     * @throws IllegalArgumentException when it does not say the size of its input
     * @throws NonFiniteException when a weight is NaN or infinite
     */
    public static CompiledNetwork compile(MultiLayerNetwork network, int block) {
        MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
        return compile(
                network,
                shape(
                        configuration.getInputPreProcess(0),
                        configuration.getConf(0).getLayer()),
                block);
    }

    /**
     * Compiles a sequence.
     *
     * @param shape of one sample: height, width, channels for pictures
     * @param block samples to compute together
     * @throws UnsupportedLayerException naming a layer that the engine cannot compute
     * @throws NonFiniteException when a weight is NaN or infinite
     */
    public static CompiledNetwork compile(MultiLayerNetwork network, long[] shape, int block) {
        MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
        int classes = 0;
        for (int i = configuration.getConfs().size() - 1; i >= 0 && classes == 0; i--) {
            classes = outputs(configuration.getConf(i).getLayer());
        }
        return compiled(
                new Architecture.Definition.Sequence(configuration),
                shape,
                classes,
                source -> network.getLayer(Integer.parseInt(source)),
                block);
    }

    /**
     * Compiles a graph that says the size of its input: in which a dense layer, or a preprocessor that makes pictures of
     * rows, takes it.
     *
     * @param block samples to compute together
     * @throws UnsupportedLayerException naming a layer that the engine cannot compute
     * @throws IllegalArgumentException when it does not say the size of its input, or has several inputs or outputs
     * @throws NonFiniteException when a weight is NaN or infinite
     */
    public static CompiledNetwork compile(ComputationGraph network, int block) {
        ComputationGraphConfiguration configuration = network.getConfiguration();
        String input = configuration.getNetworkInputs().get(0);
        for (Map.Entry<String, List<String>> vertex :
                configuration.getVertexInputs().entrySet()) {
            if (vertex.getValue().contains(input)
                    && configuration.getVertices().get(vertex.getKey()) instanceof LayerVertex layer) {
                return compile(
                        network,
                        shape(layer.getPreProcessor(), layer.getLayerConf().getLayer()),
                        block);
            }
        }
        throw unknownSize();
    }

    /**
     * Compiles a graph.
     *
     * @param shape of one sample: height, width, channels for pictures
     * @param block samples to compute together
     * @throws UnsupportedLayerException naming a layer that the engine cannot compute
     * @throws IllegalArgumentException when it has several inputs or outputs
     * @throws NonFiniteException when a weight is NaN or infinite
     */
    public static CompiledNetwork compile(ComputationGraph network, long[] shape, int block) {
        ComputationGraphConfiguration configuration = network.getConfiguration();
        String vertex = configuration.getNetworkOutputs().get(0);
        int classes = 0;
        while (vertex != null && classes == 0) {
            if (configuration.getVertices().get(vertex) instanceof LayerVertex layer) {
                classes = outputs(layer.getLayerConf().getLayer());
            }
            List<String> before = configuration.getVertexInputs().get(vertex);
            vertex = before == null || before.isEmpty() ? null : before.get(0);
        }
        return compiled(new Architecture.Definition.Graph(configuration), shape, classes, network::getLayer, block);
    }

    private static CompiledNetwork compiled(
            Architecture.Definition definition, long[] shape, int classes, Function<String, Layer> layers, int block) {
        NamedBlueprint named = DefinitionReader.readNamed(definition, shape, classes);
        ParameterLayout layout = new ParameterLayout(named.blueprint());
        float[] values = new float[Math.toIntExact(layout.count())];
        for (ParameterLayout.Slot slot : layout.slots()) {
            String node = layout.layer(slot.node()).name();
            String source = named.sources().get(node);
            if (source == null) {
                throw new IllegalStateException("Nobody knows which DL4J layer " + slot.name() + " comes from.");
            }
            float[] part = Dl4jWeights.read(
                    layers.apply(source), slot, node, named.orders().get(node));
            System.arraycopy(part, 0, values, (int) slot.offset(), part.length);
        }
        return CompiledNetwork.of(NAME, named.blueprint(), values, block);
    }

    private static int outputs(org.deeplearning4j.nn.conf.layers.Layer layer) {
        return layer instanceof FeedForwardLayer ends ? Math.toIntExact(ends.getNOut()) : 0;
    }

    private static long[] shape(@Nullable InputPreProcessor processor, org.deeplearning4j.nn.conf.layers.Layer layer) {
        if (processor instanceof FeedForwardToCnnPreProcessor pictures) {
            return new long[] {pictures.getInputHeight(), pictures.getInputWidth(), pictures.getNumChannels()};
        } else if (layer instanceof FeedForwardLayer begins && !(layer instanceof ConvolutionLayer)) {
            return new long[] {begins.getNIn()};
        }
        throw unknownSize();
    }

    private static IllegalArgumentException unknownSize() {
        return new IllegalArgumentException(
                "The network does not say the size of its input: name the height, width and channels of a sample.");
    }
}
