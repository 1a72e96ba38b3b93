package io.gauntlet.engine.layout;

import java.util.ArrayList;
import java.util.List;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

import io.gauntlet.api.model.Architecture;

/**
 * Reads a DL4J configuration as a blueprint of what the network computes in evaluation mode: dropout does nothing, a
 * final softmax is left out.
 */
public final class DefinitionReader {
    private static final String KNOWN =
            "; the engine computes convolution, dense, output, activation (relu), subsampling and dropout layers";

    private final List<Layer> layers = new ArrayList<>();
    private long[] at;
    private boolean softmax;

    private DefinitionReader(long[] shape) {
        at = shape.clone();
    }

    /**
     * Reads a definition.
     *
     * @param shape of one sample: height, width, channels for pictures
     * @throws UnsupportedLayerException naming a layer that the engine cannot compute
     */
    public static Blueprint read(Architecture.Definition definition, long[] shape, int classes) {
        if (definition instanceof Architecture.Definition.Sequence sequence) {
            return new DefinitionReader(shape).sequence(sequence.configuration(), shape, classes);
        }
        throw new UnsupportedLayerException(
                "graph", "joins layers in a graph; the engine computes networks defined as a sequence of layers");
    }

    private Blueprint sequence(MultiLayerConfiguration configuration, long[] shape, int classes) {
        for (int i = 0; i < configuration.getConfs().size(); i++) {
            org.deeplearning4j.nn.conf.layers.Layer layer =
                    configuration.getConf(i).getLayer();
            String name = layer.getLayerName() == null ? "layer" + i : layer.getLayerName();
            if (softmax) {
                throw new UnsupportedLayerException(name, "comes after a softmax, which only the last layer may have");
            }
            prepare(configuration.getInputPreProcess(i), name);
            add(layer, name);
        }
        return Blueprint.sequence(shape, classes, layers);
    }

    private void prepare(InputPreProcessor processor, String name) {
        if (processor instanceof CnnToFeedForwardPreProcessor) {
            flatten(name);
        } else if (processor != null
                && !(processor instanceof FeedForwardToCnnPreProcessor && layers.isEmpty() && at.length == 3)) {
            throw new UnsupportedLayerException(
                    name,
                    "has the input preprocessor " + processor.getClass().getSimpleName()
                            + "; only flattening is supported");
        }
    }

    private void add(org.deeplearning4j.nn.conf.layers.Layer layer, String name) {
        // Exact classes: a subclass, such as a one-dimensional convolution, computes something else.
        Class<?> kind = layer.getClass();
        if (kind == ConvolutionLayer.class) {
            convolution((ConvolutionLayer) layer, name);
        } else if (kind == SubsamplingLayer.class) {
            pool((SubsamplingLayer) layer, name);
        } else if (kind == DenseLayer.class) {
            DenseLayer dense = (DenseLayer) layer;
            if (dense.isHasLayerNorm()) {
                throw new UnsupportedLayerException(name, "has layer normalisation" + KNOWN);
            }
            dense(name, dense.getNOut(), initialisation(dense, name), dense.getBiasInit());
            activation(dense.getActivationFn(), name);
        } else if (kind == OutputLayer.class) {
            OutputLayer output = (OutputLayer) layer;
            dense(name, output.getNOut(), initialisation(output, name), output.getBiasInit());
            activation(output.getActivationFn(), name);
        } else if (kind == LossLayer.class) {
            activation(((LossLayer) layer).getActivationFn(), name);
        } else if (kind == ActivationLayer.class) {
            activation(((ActivationLayer) layer).getActivationFn(), name);
        } else if (kind == DropoutLayer.class) {
            activation(((DropoutLayer) layer).getActivationFn(), name);
        } else {
            throw new UnsupportedLayerException(name, "is a " + kind.getSimpleName() + KNOWN);
        }
    }

    private void convolution(ConvolutionLayer layer, String name) {
        Window window = window(
                name,
                layer.getConvolutionMode(),
                layer.getKernelSize(),
                layer.getStride(),
                layer.getPadding(),
                layer.getDilation());
        append(new Layer.Convolution(
                name, window, (int) layer.getNOut(), initialisation(layer, name), (float) layer.getBiasInit()));
        activation(layer.getActivationFn(), name);
    }

    private void pool(SubsamplingLayer layer, String name) {
        if (layer.getPoolingType() != PoolingType.MAX && layer.getPoolingType() != PoolingType.AVG) {
            throw new UnsupportedLayerException(name, "pools by " + layer.getPoolingType() + "; only MAX and AVG are");
        }
        Window window = window(
                name,
                layer.getConvolutionMode(),
                layer.getKernelSize(),
                layer.getStride(),
                layer.getPadding(),
                layer.getDilation());
        append(new Layer.Pool(name, window, layer.getPoolingType() == PoolingType.MAX));
    }

    private Window window(
            String name, ConvolutionMode mode, int[] kernel, int[] stride, int[] padding, int[] dilation) {
        if (at.length != 3) {
            throw new UnsupportedLayerException(name, "needs pictures of height x width x channels");
        }
        return new Window(
                axis(name, mode, kernel[0], stride[0], padding[0], dilation[0], (int) at[0]),
                axis(name, mode, kernel[1], stride[1], padding[1], dilation[1], (int) at[1]));
    }

    private static Axis axis(
            String name, ConvolutionMode mode, int kernel, int stride, int padding, int dilation, int size) {
        if (mode == ConvolutionMode.Causal) {
            throw new UnsupportedLayerException(name, "has the convolution mode Causal; use Same, Truncate or Strict");
        }
        if (mode == ConvolutionMode.Same) {
            return Axis.same(kernel, stride, dilation, size);
        }
        Axis axis = new Axis(kernel, stride, padding, padding, dilation);
        if (mode == ConvolutionMode.Strict && (size + 2 * padding - axis.extent()) % stride != 0) {
            throw new UnsupportedLayerException(
                    name, "does not fit its input of size " + size + " exactly; use the convolution mode Truncate");
        }
        return axis;
    }

    private void dense(String name, long outputs, Initialisation initialisation, double bias) {
        flatten(name);
        append(new Layer.Dense(name, Math.toIntExact(outputs), initialisation, (float) bias));
    }

    private void flatten(String before) {
        if (at.length != 1) {
            append(new Layer.Flatten(before + "-flatten"));
        }
    }

    private void activation(IActivation activation, String name) {
        if (activation instanceof ActivationReLU) {
            append(new Layer.Activation(name + "-relu", Function.RELU, 0f));
        } else if (activation instanceof ActivationSoftmax) {
            softmax = true;
        } else if (!(activation instanceof ActivationIdentity)) {
            throw new UnsupportedLayerException(
                    name,
                    "has the activation " + activation
                            + "; the engine computes relu and identity, and a final softmax");
        }
    }

    private static Initialisation initialisation(org.deeplearning4j.nn.conf.layers.BaseLayer layer, String name) {
        Object rule = layer.getWeightInitFn();
        String kind = rule.getClass().getSimpleName();
        return switch (kind) {
            case "WeightInitRelu" -> Initialisation.HE_NORMAL;
            case "WeightInitReluUniform" -> Initialisation.HE_UNIFORM;
            case "WeightInitXavier" -> Initialisation.GLOROT_NORMAL;
            case "WeightInitXavierUniform" -> Initialisation.GLOROT_UNIFORM;
            case "WeightInitNormal", "WeightInitVarScalingNormalFanIn" -> Initialisation.LECUN_NORMAL;
            default ->
                throw new UnsupportedLayerException(
                        name,
                        "draws its weights by " + kind
                                + "; the engine knows RELU, RELU_UNIFORM, XAVIER, XAVIER_UNIFORM and LECUN_NORMAL");
        };
    }

    private void append(Layer layer) {
        layers.add(layer);
        at = layer.outputShape(at);
    }
}
