package io.gauntlet.engine;

import java.util.Arrays;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Draws;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.model.Architecture;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.layout.DefinitionReader;
import io.gauntlet.engine.layout.FlattenOrder;
import io.gauntlet.engine.layout.NamedBlueprint;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.layout.Role;
import io.gauntlet.engine.network.CompiledNetwork;

/** The same definition computed by DL4J and by the engine, with parameters drawn for DL4J and brought over. */
public final class Dl4jTwin {
    private final NamedBlueprint named;
    private final ParameterLayout layout;
    private final Draws draws;
    private MultiLayerNetwork sequence;
    private ComputationGraph graph;

    /** Initialises DL4J's network and draws all its parameters, running statistics too. */
    public Dl4jTwin(Architecture.Definition definition, long[] shape, int classes, long seed) {
        named = DefinitionReader.readNamed(definition, shape, classes);
        layout = new ParameterLayout(named.blueprint());
        draws = Seed.of(seed).draws();
        if (definition instanceof Architecture.Definition.Sequence plain) {
            sequence = new MultiLayerNetwork(plain.configuration());
            sequence.init();
        } else {
            graph = new ComputationGraph(((Architecture.Definition.Graph) definition).configuration());
            graph.init();
        }
    }

    /** What was read. */
    public NamedBlueprint named() {
        return named;
    }

    /** The engine's network. */
    public CompiledNetwork engine(int block) {
        float[] values = new float[(int) layout.count()];
        for (ParameterLayout.Slot slot : layout.slots()) {
            String node = layout.layer(slot.node()).name();
            Layer layer = layer(named.sources().get(node));
            INDArray theirs = theirs(layer, slot, node);
            float[] ours = Memory.values(theirs);
            FlattenOrder order = named.orders().get(node);
            if (order != null && slot.role() != Role.BIAS) {
                ours = order.rows(ours, ours.length / order.length());
            }
            System.arraycopy(ours, 0, values, (int) slot.offset(), ours.length);
        }
        return CompiledNetwork.of("twin", named.blueprint(), values, block);
    }

    private Layer layer(String source) {
        return sequence != null ? sequence.getLayer(Integer.parseInt(source)) : graph.getLayer(source);
    }

    /** Draws a parameter of DL4J's, and returns it in the shape of the slot. */
    private INDArray theirs(Layer layer, ParameterLayout.Slot slot, String node) {
        boolean separable = layer.paramTable().containsKey("pW");
        String key = switch (slot.role()) {
            case WEIGHTS -> separable && !node.endsWith("-depthwise") ? "pW" : "W";
            case BIAS -> "b";
            case SCALE -> "gamma";
            case SHIFT -> "beta";
            case MEAN -> "mean";
            case VARIANCE -> "var";
        };
        INDArray logarithm = layer.paramTable().get("log10stdev");
        if (slot.role() == Role.VARIANCE && logarithm != null) {
            // DL4J learns the logarithm of the standard deviation unless told otherwise.
            float[] drawn = new float[(int) logarithm.length()];
            draws.fillUniform(drawn, -0.2f, 0.2f);
            logarithm.assign(Nd4j.create(drawn, logarithm.shape(), 'c'));
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = (float) Math.pow(10, 2 * drawn[i]);
            }
            return Nd4j.create(drawn, slot.shape(), 'c');
        }
        INDArray parameter = layer.paramTable().get(key);
        if (parameter == null) {
            // Locked: not a parameter of DL4J's.
            return Nd4j.valueArrayOf(slot.shape(), key.equals("gamma") ? 1f : 0f);
        }
        float[] drawn = new float[(int) parameter.length()];
        double fan = parameter.rank() == 4
                ? parameter.length() / (double) parameter.size(0)
                : parameter.rank() == 2 && slot.shape().length == 2 ? parameter.size(0) : 1;
        switch (slot.role()) {
            case WEIGHTS -> draws.fillGaussian(drawn, (float) Math.sqrt(2 / fan));
            case SCALE, VARIANCE -> draws.fillUniform(drawn, 0.5f, 2f);
            default -> draws.fillUniform(drawn, -0.5f, 0.5f);
        }
        parameter.assign(Nd4j.create(drawn, parameter.shape(), 'c'));
        INDArray plain = parameter.dup('c');
        if (plain.rank() == 4 && !(layer.conf().getLayer() instanceof DepthwiseConvolution2D)) {
            plain = plain.permute(2, 3, 1, 0).dup('c');
        }
        return plain.reshape('c', slot.shape());
    }

    /** DL4J's output in evaluation mode for samples that are channels last. */
    public float[] dl4j(INDArray x) {
        INDArray input = x.rank() == 4 ? x.permute(0, 3, 1, 2).dup('c') : x;
        INDArray output = sequence != null ? sequence.output(input, false) : graph.outputSingle(false, input);
        return Memory.values(output);
    }

    /** Ours for the same samples; as probabilities when DL4J's network ends with a softmax. */
    public float[] ours(INDArray x, boolean softmax) {
        try (CompiledNetwork network = engine(4)) {
            float[] logits = Memory.values(network.forward(x, RowDraws.none()));
            return softmax ? softmax(logits, network.classes()) : logits;
        }
    }

    /** Probabilities of logits. */
    public static float[] softmax(float[] logits, int classes) {
        float[] p = logits.clone();
        for (int from = 0; from < p.length; from += classes) {
            float greatest = Float.NEGATIVE_INFINITY;
            for (float logit : Arrays.copyOfRange(logits, from, from + classes)) {
                greatest = Math.max(greatest, logit);
            }
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += Math.exp(logits[from + c] - greatest);
            }
            for (int c = 0; c < classes; c++) {
                p[from + c] = (float) (Math.exp(logits[from + c] - greatest) / sum);
            }
        }
        return p;
    }
}
