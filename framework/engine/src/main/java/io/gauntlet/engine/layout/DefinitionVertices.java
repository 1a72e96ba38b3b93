package io.gauntlet.engine.layout;

import java.util.List;

import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.jspecify.annotations.Nullable;

/** Reads one vertex of a DL4J graph, and what DL4J does before a layer, as nodes. */
final class DefinitionVertices {
    private static final String KNOWN = "; the engine computes layers, Add, Subtract, Average and Product of an"
            + " ElementWiseVertex, MergeVertex, ScaleVertex, ShiftVertex, ReshapeVertex and PreprocessorVertex";

    private final DefinitionBuilder builder;
    private final DefinitionLayers layers;
    private final boolean channelsLast;

    DefinitionVertices(DefinitionBuilder builder, DefinitionLayers layers, boolean channelsLast) {
        this.builder = builder;
        this.layers = layers;
        this.channelsLast = channelsLast;
    }

    /** Appends a vertex; returns the node that yields its output. */
    int add(GraphVertex vertex, String name, List<Integer> inputs) {
        Class<?> kind = vertex.getClass();
        int first = inputs.get(0);
        if (vertex instanceof LayerVertex layer) {
            return layers.add(layer.getLayerConf().getLayer(), name, prepare(layer.getPreProcessor(), name, first));
        } else if (vertex instanceof PreprocessorVertex preprocessor) {
            return prepare(preprocessor.getPreProcessor(), name, first);
        } else if (vertex instanceof ElementWiseVertex elementWise) {
            return elementWise(elementWise.getOp(), name, inputs);
        } else if (vertex instanceof MergeVertex merge) {
            return merge(merge, name, inputs);
        } else if (vertex instanceof ScaleVertex scale) {
            return builder.add(new Layer.Scale(builder.unique(name), (float) scale.getScaleFactor(), 0f), first);
        } else if (vertex instanceof ShiftVertex shift) {
            return builder.add(new Layer.Scale(builder.unique(name), 1f, (float) shift.getShiftFactor()), first);
        } else if (vertex instanceof ReshapeVertex reshape) {
            return reshape(reshape, name, first);
        }
        throw new UnsupportedLayerException(name, "is a " + kind.getSimpleName() + KNOWN);
    }

    /** What DL4J does to a layer's input. */
    int prepare(@Nullable InputPreProcessor processor, String name, int of) {
        if (processor == null) {
            return of;
        } else if (processor instanceof ComposableInputPreProcessor several) {
            int node = of;
            for (InputPreProcessor one : several.getInputPreProcessors()) {
                node = prepare(one, name, node);
            }
            return node;
        } else if (processor.getClass() == CnnToFeedForwardPreProcessor.class) {
            return builder.flatten(name + "-flatten", of);
        } else if (processor.getClass().getSimpleName().equals("TensorFlowCnnToFeedForwardPreProcessor")) {
            // Of DL4J's importer for Keras: flattens channels last, as here.
            return builder.flattenAsHere(name + "-flatten", of);
        } else if (processor.getClass() == FeedForwardToCnnPreProcessor.class) {
            FeedForwardToCnnPreProcessor picture = (FeedForwardToCnnPreProcessor) processor;
            return builder.isPicture(of)
                    ? of
                    : builder.picture(
                            name + "-picture",
                            of,
                            picture.getInputHeight(),
                            picture.getInputWidth(),
                            picture.getNumChannels());
        }
        throw new UnsupportedLayerException(
                name,
                "has the input preprocessor " + processor.getClass().getSimpleName()
                        + "; only those between pictures and rows are supported");
    }

    private int elementWise(ElementWiseVertex.Op op, String name, List<Integer> inputs) {
        float[] coefficients = new float[inputs.size()];
        switch (op) {
            case Add -> java.util.Arrays.fill(coefficients, 1f);
            case Average -> java.util.Arrays.fill(coefficients, 1f / inputs.size());
            case Subtract -> {
                java.util.Arrays.fill(coefficients, -1f);
                coefficients[0] = 1f;
            }
            case Product -> {
                return product(name, inputs);
            }
            default -> throw new UnsupportedLayerException(name, "joins its inputs by " + op + KNOWN);
        }
        return builder.join(new Layer.Sum(builder.unique(name), coefficients), inputs);
    }

    private int product(String name, List<Integer> inputs) {
        int node = inputs.get(0);
        for (int other : inputs.subList(1, inputs.size())) {
            node = builder.join(new Layer.Product(builder.unique(name)), List.of(node, other));
        }
        return node;
    }

    private int merge(MergeVertex merge, String name, List<Integer> inputs) {
        boolean pictures = builder.isPicture(inputs.get(0));
        int last = pictures && channelsLast ? 3 : 1;
        if (inputs.size() == 1) {
            return inputs.get(0);
        }
        if (merge.getMergeAxis() != last && merge.getMergeAxis() != (pictures ? last - 4 : -1)) {
            throw new UnsupportedLayerException(
                    name, "joins its inputs along axis " + merge.getMergeAxis() + "; only channels are joined");
        }
        return builder.join(new Layer.Concatenation(builder.unique(name)), inputs);
    }

    private int reshape(ReshapeVertex reshape, String name, int of) {
        int[] shape = reshape.getNewShape();
        if (reshape.getReshapeOrder() == 'c' && shape.length == 2) {
            return builder.flatten(name, of);
        } else if (reshape.getReshapeOrder() == 'c' && shape.length == 4) {
            int row = builder.flatten(name + "-flatten", of);
            return channelsLast
                    ? builder.picture(name, row, shape[1], shape[2], shape[3])
                    : builder.picture(name, row, shape[2], shape[3], shape[1]);
        }
        throw new UnsupportedLayerException(
                name,
                "gives its input the shape " + java.util.Arrays.toString(shape) + "; only rows and pictures are known");
    }
}
