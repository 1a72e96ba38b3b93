package io.gauntlet.engine.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

import io.gauntlet.api.model.Architecture;
import io.gauntlet.engine.layout.DefinitionReader;
import io.gauntlet.engine.layout.NamedBlueprint;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.network.CompiledNetwork;

/**
 * Writes networks as DL4J's own zip, for {@code ModelSerializer}. Never reads one: such a file can hold Java-serialised
 * objects.
 */
public final class Dl4jFile {
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
        int from = (int) slot.offset();
        float[] own = Arrays.copyOfRange(values, from, from + (int) slot.length());
        String node = node(slot);
        Dl4jWeights.write(layer, slot, node, named.orders().get(node), own);
    }
}
