package io.gauntlet.engine.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.model.Architecture;
import io.gauntlet.engine.layout.DefinitionReader;
import io.gauntlet.engine.layout.FlattenOrder;
import io.gauntlet.engine.layout.NamedBlueprint;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.layout.Role;
import io.gauntlet.engine.network.CompiledNetwork;

/**
 * Writes networks as DL4J's own zip, for {@code ModelSerializer}. Never reads one: such a file can hold Java-serialised
 * objects.
 */
public final class Dl4jFile {
    private static final String SEPARABLE_WEIGHTS = "pW";
    private static final String LOGARITHM = "log10stdev";

    private final Architecture.Definition definition;
    private final NamedBlueprint named;
    private final ParameterLayout layout;
    private final float[] values;

    private Dl4jFile(Architecture architecture, CompiledNetwork network) {
        definition = architecture.define(network.inputShape(), network.classes());
        named = DefinitionReader.readNamed(definition, network.inputShape(), network.classes());
        layout = new ParameterLayout(named.blueprint());
        values = network.parameters().values();
        if (!slots(layout).equals(slots(network.parameters().layout()))) {
            throw new IllegalArgumentException("The network " + network.architecture()
                    + " has other layers than the architecture '"
                    + architecture.description().id() + "' defines and cannot be written as a DL4J network of it.");
        }
    }

    private static List<String> slots(ParameterLayout layout) {
        return layout.slots().stream()
                .map(slot -> slot.name() + Arrays.toString(slot.shape()))
                .toList();
    }

    /**
     * The file of a network.
     *
     * @param architecture by which the network was made
     * @return what {@code ModelSerializer.restoreMultiLayerNetwork} reads where the architecture defines a sequence,
     *     else what {@code restoreComputationGraph} does. Pictures are channels first there, and the output is
     *     probabilities where the definition ends with a softmax
     * @throws IllegalArgumentException when the architecture defines other layers than the network has
     */
    public static byte[] write(Architecture architecture, CompiledNetwork network) {
        return new Dl4jFile(architecture, network).bytes();
    }

    private byte[] bytes() {
        if (definition instanceof Architecture.Definition.Sequence sequence) {
            MultiLayerNetwork model = new MultiLayerNetwork(sequence.configuration());
            model.init();
            layout.slots().forEach(slot -> write(slot, model.getLayer(Integer.parseInt(source(slot)))));
            return bytes(model);
        }
        ComputationGraph model = new ComputationGraph(((Architecture.Definition.Graph) definition).configuration());
        model.init();
        layout.slots().forEach(slot -> write(slot, model.getLayer(source(slot))));
        return bytes(model);
    }

    private static byte[] bytes(Model model) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ModelSerializer.writeModel(model, bytes, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            // All its parameters are views of this one.
            model.params().close();
        }
        return bytes.toByteArray();
    }

    private String node(ParameterLayout.Slot slot) {
        return layout.layer(slot.node()).name();
    }

    /** The vertex, or the layer's number, that a slot's values go to. */
    private String source(ParameterLayout.Slot slot) {
        String source = named.sources().get(node(slot));
        if (source == null) {
            throw new IllegalStateException("Nobody knows which DL4J layer " + slot.name() + " comes from.");
        }
        return source;
    }

    private void write(ParameterLayout.Slot slot, Layer layer) {
        float[] own = inOrder(slot);
        String key = switch (slot.role()) {
            case WEIGHTS ->
                layer.paramTable().containsKey(SEPARABLE_WEIGHTS) && !node(slot).endsWith("-depthwise")
                        ? SEPARABLE_WEIGHTS
                        : "W";
            case BIAS -> "b";
            case SCALE -> "gamma";
            case SHIFT -> "beta";
            case MEAN -> "mean";
            case VARIANCE -> "var";
        };
        INDArray logarithm = layer.paramTable().get(LOGARITHM);
        if (slot.role() == Role.VARIANCE && logarithm != null) {
            for (int i = 0; i < own.length; i++) {
                own[i] = (float) (0.5 * Math.log10(own[i]));
            }
            logarithm.assign(Nd4j.create(own, logarithm.shape(), 'c'));
            return;
        }
        INDArray parameter = layer.paramTable().get(key);
        if (parameter == null) {
            throw new IllegalArgumentException(
                    "The parameter " + slot.name() + " is locked in the definition, but the network learned it.");
        }
        INDArray plain = Nd4j.create(own, slot.shape(), 'c');
        if (parameter.rank() == 4 && !(layer.conf().getLayer() instanceof DepthwiseConvolution2D)) {
            // Height, width, inputs, outputs here; outputs, inputs, height, width there.
            plain = plain.permute(3, 2, 0, 1);
        }
        parameter.assign(plain.dup('c').reshape('c', parameter.shape()));
    }

    /** The values of a slot, with the rows of a flattened picture in DL4J's order. */
    private float[] inOrder(ParameterLayout.Slot slot) {
        int from = (int) slot.offset();
        float[] own = Arrays.copyOfRange(values, from, from + (int) slot.length());
        FlattenOrder order = named.orders().get(node(slot));
        boolean rows = order != null && (slot.shape().length == 2 || slot.shape()[0] == order.length());
        if (order == null || !rows) {
            return own;
        }
        int columns = slot.shape().length == 2 ? (int) slot.shape()[1] : 1;
        int pixels = order.height() * order.width();
        float[] turned = new float[own.length];
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int c = 0; c < order.channels(); c++) {
                int here = (pixel * order.channels() + c) * columns;
                System.arraycopy(own, here, turned, (c * pixels + pixel) * columns, columns);
            }
        }
        return turned;
    }
}
