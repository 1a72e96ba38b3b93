package io.gauntlet.engine.layout;

import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;

/** Reads one DL4J layer as nodes. */
final class DefinitionLayers {
    private static final String KNOWN =
            "; the engine computes convolution (also separable and depthwise), dense, output,"
                    + " loss, activation, batch normalisation, subsampling, global pooling, zero padding, upsampling and"
                    + " dropout layers";

    private final DefinitionBuilder builder;
    private final DefinitionActivations activations;
    private final boolean fresh;

    /** @param fresh whether weights will be drawn, so that their initialisation matters */
    DefinitionLayers(DefinitionBuilder builder, boolean fresh) {
        this.builder = builder;
        this.fresh = fresh;
        activations = new DefinitionActivations(builder);
    }

    /** Appends a layer to a node; returns the node that yields its output. */
    int add(org.deeplearning4j.nn.conf.layers.Layer layer, String name, int of) {
        // Exact classes: a subclass, such as a one-dimensional convolution, computes something else.
        Class<?> kind = layer.getClass();
        if (layer instanceof FrozenLayer frozen) {
            return add(frozen.getLayer(), name, of);
        } else if (kind == ConvolutionLayer.class || kind == Convolution2D.class) {
            return convolution((ConvolutionLayer) layer, name, of);
        } else if (kind == SeparableConvolution2D.class) {
            return separable((SeparableConvolution2D) layer, name, of);
        } else if (kind == DepthwiseConvolution2D.class) {
            return depthwise((DepthwiseConvolution2D) layer, name, of);
        } else if (kind == SubsamplingLayer.class || kind == Pooling2D.class) {
            return pool((SubsamplingLayer) layer, name, of);
        } else if (kind == GlobalPoolingLayer.class) {
            return globalPool((GlobalPoolingLayer) layer, name, of);
        } else if (kind == DenseLayer.class || kind == OutputLayer.class) {
            return dense(layer, name, of);
        } else if (kind == BatchNormalization.class) {
            return normalise((BatchNormalization) layer, name, of);
        } else if (kind == ActivationLayer.class) {
            return activations.add(((ActivationLayer) layer).getActivationFn(), name, of);
        } else if (kind == DropoutLayer.class) {
            // Its activation is never applied by DL4J.
            return of;
        } else if (kind == LossLayer.class) {
            return activations.add(((BaseLayer) layer).getActivationFn(), name, of);
        } else if (kind == ZeroPaddingLayer.class) {
            int[] sides = ((ZeroPaddingLayer) layer).getPadding();
            return builder.add(new Layer.Pad(builder.unique(name), sides[0], sides[1], sides[2], sides[3]), of);
        } else if (kind == Upsampling2D.class) {
            int[] times = ((Upsampling2D) layer).getSize();
            return builder.add(new Layer.Upsample(builder.unique(name), times[0], times[1]), of);
        }
        throw new UnsupportedLayerException(name, "is a " + kind.getSimpleName() + KNOWN);
    }

    private int convolution(ConvolutionLayer layer, String name, int of) {
        Window window = DefinitionWindows.of(name, layer, builder.shape(of));
        return activations.add(layer.getActivationFn(), name, convolve(layer, window, name, 1, layer.hasBias(), of));
    }

    private int convolve(ConvolutionLayer layer, Window window, String name, int groups, boolean biased, int of) {
        return builder.add(
                new Layer.Convolution(
                        builder.unique(name),
                        window,
                        Math.toIntExact(layer.getNOut()),
                        groups,
                        biased,
                        initialisation(layer, name),
                        (float) layer.getBiasInit()),
                of);
    }

    private int depthwise(DepthwiseConvolution2D layer, String name, int of) {
        Window window = DefinitionWindows.of(name, layer, builder.shape(of));
        int channels = (int) builder.shape(of)[2];
        int convolved = builder.add(
                new Layer.Convolution(
                        builder.unique(name),
                        window,
                        channels * layer.getDepthMultiplier(),
                        channels,
                        layer.hasBias(),
                        initialisation(layer, name),
                        (float) layer.getBiasInit()),
                of);
        return activations.add(layer.getActivationFn(), name, convolved);
    }

    private int separable(SeparableConvolution2D layer, String name, int of) {
        Window window = DefinitionWindows.of(name, layer, builder.shape(of));
        int channels = (int) builder.shape(of)[2];
        int first = builder.add(
                new Layer.Convolution(
                        builder.unique(name + "-depthwise"),
                        window,
                        channels * layer.getDepthMultiplier(),
                        channels,
                        false,
                        initialisation(layer, name),
                        0f),
                of);
        Window point = new Window(Axis.valid(1, 1), Axis.valid(1, 1));
        return activations.add(layer.getActivationFn(), name, convolve(layer, point, name, 1, layer.hasBias(), first));
    }

    private int pool(SubsamplingLayer layer, String name, int of) {
        boolean greatest = greatest(layer.getPoolingType(), name);
        Window window = DefinitionWindows.of(name, layer, builder.shape(of));
        return builder.add(
                new Layer.Pool(builder.unique(name), window, greatest, layer.isAvgPoolIncludePadInDivisor()), of);
    }

    private int globalPool(GlobalPoolingLayer layer, String name, int of) {
        long[] shape = builder.shape(of);
        int[] dimensions = layer.getPoolingDimensions();
        if (shape.length != 3 || (dimensions != null && dimensions.length != 2)) {
            throw new UnsupportedLayerException(name, "pools something else than height and width of pictures");
        }
        Window whole = new Window(Axis.valid((int) shape[0], 1), Axis.valid((int) shape[1], 1));
        boolean greatest = greatest(layer.getPoolingType(), name);
        int pooled = builder.add(new Layer.Pool(builder.unique(name), whole, greatest), of);
        return layer.isCollapseDimensions() ? builder.flatten(name + "-flatten", pooled) : pooled;
    }

    private static boolean greatest(PoolingType type, String name) {
        if (type != PoolingType.MAX && type != PoolingType.AVG) {
            throw new UnsupportedLayerException(name, "pools by " + type + "; only MAX and AVG are computed");
        }
        return type == PoolingType.MAX;
    }

    private int dense(org.deeplearning4j.nn.conf.layers.Layer layer, String name, int of) {
        if (layer instanceof DenseLayer normalised && normalised.isHasLayerNorm()) {
            throw new UnsupportedLayerException(name, "has layer normalisation" + KNOWN);
        }
        org.deeplearning4j.nn.conf.layers.FeedForwardLayer linear =
                (org.deeplearning4j.nn.conf.layers.FeedForwardLayer) layer;
        boolean biased = layer instanceof DenseLayer dense ? dense.hasBias() : ((OutputLayer) layer).hasBias();
        int flat = builder.flatten(name + "-flatten", of);
        int node = builder.add(
                new Layer.Dense(
                        builder.unique(name),
                        Math.toIntExact(linear.getNOut()),
                        biased,
                        initialisation(linear, name),
                        (float) linear.getBiasInit()),
                flat);
        return activations.add(linear.getActivationFn(), name, node);
    }

    private int normalise(BatchNormalization layer, String name, int of) {
        // DL4J, too, computes no activation here, though the configuration may hold one.
        int node = builder.add(
                new Layer.BatchNormalisation(builder.unique(name), (float) layer.getEps(), (float) layer.getDecay()),
                of);
        if (layer.isLockGammaBeta() && (layer.getGamma() != 1 || layer.getBeta() != 0)) {
            return builder.add(
                    new Layer.Scale(
                            builder.unique(name + "-locked"), (float) layer.getGamma(), (float) layer.getBeta()),
                    node);
        }
        return node;
    }

    private Initialisation initialisation(BaseLayer layer, String name) {
        if (!fresh) {
            return Initialisation.ZERO;
        }
        String kind = layer.getWeightInitFn().getClass().getSimpleName();
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
}
