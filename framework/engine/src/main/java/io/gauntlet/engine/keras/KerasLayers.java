package io.gauntlet.engine.keras;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.engine.file.NetworkAssembly;
import io.gauntlet.engine.layout.Axis;
import io.gauntlet.engine.layout.Initialisation;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.Role;
import io.gauntlet.engine.layout.Window;

/** Translates single layers. Keras has pictures as the engine has them, height x width x channels. */
final class KerasLayers {
    private static final String KNOWN =
            "is not among the layers that the engine computes: Conv2D, DepthwiseConv2D, SeparableConv2D, Dense,"
                    + " BatchNormalization, Activation, ReLU, LeakyReLU, ELU, Softmax, MaxPooling2D, AveragePooling2D,"
                    + " GlobalAveragePooling2D, GlobalMaxPooling2D, ZeroPadding2D, UpSampling2D, Add, Subtract, Multiply,"
                    + " Average, Concatenate, Flatten, Reshape, Permute, Dropout, Rescaling and Normalization";

    private final NetworkAssembly assembly;
    private final KerasWeights weights;
    private final KerasFunctions functions;

    KerasLayers(NetworkAssembly assembly, KerasWeights weights) {
        this.assembly = assembly;
        this.weights = weights;
        functions = new KerasFunctions(assembly);
    }

    /**
     * Adds a layer.
     *
     * @param outer the network in which it is, when that is itself a layer
     * @param in what it takes
     * @return what it yields
     */
    int add(KerasLayer layer, @Nullable String outer, List<Integer> in) {
        if (in.isEmpty()) {
            throw layer.unsupported("takes nothing");
        }
        int node = in.get(0);
        return switch (layer.type()) {
            case "Add", "Subtract", "Multiply", "Average", "Concatenate" -> merged(layer, in);
            default -> {
                if (in.size() != 1) {
                    throw layer.unsupported("takes " + in.size() + " inputs; one was expected");
                }
                yield weighted(layer, outer, node);
            }
        };
    }

    private int weighted(KerasLayer layer, @Nullable String outer, int node) {
        return switch (layer.type()) {
            case "Conv2D", "Convolution2D" -> activated(layer, convolution(layer, outer, node));
            case "DepthwiseConv2D" -> activated(layer, depthwise(layer, outer, node));
            case "SeparableConv2D", "SeparableConvolution2D" -> activated(layer, separable(layer, outer, node));
            case "Dense" -> activated(layer, dense(layer, outer, node));
            case "BatchNormalization" -> normalisation(layer, outer, node);
            case "Normalization" -> normalisedInput(layer, outer, node);
            default -> plain(layer, node);
        };
    }

    private int plain(KerasLayer layer, int node) {
        return switch (layer.type()) {
            case "InputLayer",
                    "Dropout",
                    "SpatialDropout2D",
                    "GaussianDropout",
                    "GaussianNoise",
                    "AlphaDropout",
                    "ActivityRegularization",
                    "RandomFlip",
                    "RandomRotation",
                    "RandomTranslation",
                    "RandomZoom",
                    "RandomContrast",
                    "RandomBrightness" -> node;
            case "Activation", "ReLU", "LeakyReLU", "ELU", "Softmax" -> functions.layer(layer, node);
            case "MaxPooling2D", "MaxPool2D" -> pool(layer, node, true);
            case "AveragePooling2D", "AvgPool2D" -> pool(layer, node, false);
            case "GlobalAveragePooling2D", "GlobalAvgPool2D" -> whole(layer, node, false);
            case "GlobalMaxPooling2D", "GlobalMaxPool2D" -> whole(layer, node, true);
            case "ZeroPadding2D" -> padded(layer, node);
            case "UpSampling2D" -> upsampled(layer, node);
            case "Flatten" -> flat(layer, node);
            case "Reshape" -> reshaped(layer, node);
            case "Permute" -> permuted(layer, node);
            case "Rescaling" ->
                assembly.add(new Layer.Scale(name(layer), layer.number(1f, "scale"), layer.number(0f, "offset")), node);
            case "Lambda" ->
                throw layer.unsupported(
                        "holds code of its author, which is never executed; save the network without it");
            default -> throw layer.unsupported(KNOWN);
        };
    }

    private String name(KerasLayer layer) {
        return assembly.unique(layer.name());
    }

    private int activated(KerasLayer layer, int node) {
        return functions.setting(layer, layer.config().path("activation"), node);
    }

    private float[] weights(KerasLayer layer, @Nullable String outer, String role, long... shape) {
        float[] values = optional(layer, outer, role, shape);
        if (values == null) {
            throw layer.unsupported("has no weights called " + role + " in the file");
        }
        return values;
    }

    private float @Nullable [] optional(KerasLayer layer, @Nullable String outer, String role, long... shape) {
        KerasArray array = weights.find(layer, outer, role);
        if (array == null) {
            return null;
        }
        if (!Arrays.equals(array.shape(), shape)) {
            throw layer.unsupported("has " + role + " of the shape " + Arrays.toString(array.shape())
                    + " in the file; it needs " + Arrays.toString(shape));
        }
        assembly.room(layer.name(), shape);
        return array.values().get();
    }

    private long[] picture(KerasLayer layer, int node) {
        layer.checkChannelsLast();
        long[] shape = assembly.shape(node);
        if (shape.length != 3) {
            throw layer.unsupported("needs pictures of height x width x channels");
        }
        return shape;
    }

    private Window window(KerasLayer layer, long[] shape, int[] kernel, int[] stride, int[] dilation) {
        String padding = layer.text("padding", "valid");
        Axis[] axes = new Axis[2];
        for (int i = 0; i < 2; i++) {
            axes[i] = switch (padding) {
                case "valid" -> new Axis(kernel[i], stride[i], 0, 0, dilation[i]);
                case "same" -> Axis.same(kernel[i], stride[i], dilation[i], (int) shape[i]);
                default -> throw layer.unsupported("has a padding other than valid and same");
            };
        }
        return new Window(axes[0], axes[1]);
    }

    private int convolution(KerasLayer layer, @Nullable String outer, int node) {
        long[] shape = picture(layer, node);
        int[] kernel = layer.pair("kernel_size");
        int groups = layer.integer("groups", 1);
        int filters = layer.integer("filters", 0);
        if (kernel.length != 2 || filters < 1 || groups < 1 || shape[2] % groups != 0) {
            throw layer.unsupported("has settings that do not fit each other");
        }
        float[] own = weights(layer, outer, "kernel", kernel[0], kernel[1], shape[2] / groups, filters);
        Window window = window(layer, shape, kernel, layer.pair("strides", 1, 1), layer.pair("dilation_rate", 1, 1));
        return convolution(layer, outer, node, window, filters, groups, own);
    }

    private int convolution(
            KerasLayer layer, @Nullable String outer, int node, Window window, int filters, int groups, float[] own) {
        boolean biased = layer.flag("use_bias", true);
        Map<Role, float[]> all = new HashMap<>(Map.of(Role.WEIGHTS, own));
        if (biased) {
            all.put(Role.BIAS, weights(layer, outer, "bias", filters));
        }
        return assembly.add(
                new Layer.Convolution(name(layer), window, filters, groups, biased, Initialisation.ZERO, 0f),
                all,
                node);
    }

    private int depthwise(KerasLayer layer, @Nullable String outer, int node) {
        long[] shape = picture(layer, node);
        int[] kernel = layer.pair("kernel_size");
        int multiplier = layer.integer("depth_multiplier", 1);
        int channels = Math.toIntExact(shape[2]);
        String role = weights.find(layer, outer, "depthwise_kernel") == null ? "kernel" : "depthwise_kernel";
        // Channel c times the multiplier plus m: as the engine counts the outputs of groups.
        float[] own = weights(layer, outer, role, kernel[0], kernel[1], channels, multiplier);
        Window window = window(layer, shape, kernel, layer.pair("strides", 1, 1), layer.pair("dilation_rate", 1, 1));
        return convolution(layer, outer, node, window, Math.multiplyExact(channels, multiplier), channels, own);
    }

    private int separable(KerasLayer layer, @Nullable String outer, int node) {
        long[] shape = picture(layer, node);
        int[] kernel = layer.pair("kernel_size");
        int multiplier = layer.integer("depth_multiplier", 1);
        int channels = Math.toIntExact(shape[2]);
        int between = Math.multiplyExact(channels, multiplier);
        int filters = layer.integer("filters", 0);
        float[] own = weights(layer, outer, "depthwise_kernel", kernel[0], kernel[1], channels, multiplier);
        Window window = window(layer, shape, kernel, layer.pair("strides", 1, 1), layer.pair("dilation_rate", 1, 1));
        int apart = assembly.add(
                new Layer.Convolution(
                        assembly.unique(layer.name() + "-depthwise"),
                        window,
                        between,
                        channels,
                        false,
                        Initialisation.ZERO,
                        0f),
                Map.of(Role.WEIGHTS, own),
                node);
        float[] points = weights(layer, outer, "pointwise_kernel", 1, 1, between, filters);
        Window point = new Window(Axis.valid(1, 1), Axis.valid(1, 1));
        return convolution(layer, outer, apart, point, filters, 1, points);
    }

    private int dense(KerasLayer layer, @Nullable String outer, int node) {
        long[] shape = assembly.shape(node);
        int units = layer.integer("units", 0);
        float[] own = weights(layer, outer, "kernel", shape[shape.length - 1], units);
        if (shape.length == 3) {
            // Of each pixel for itself.
            Window point = new Window(Axis.valid(1, 1), Axis.valid(1, 1));
            return convolution(layer, outer, node, point, units, 1, own);
        }
        boolean biased = layer.flag("use_bias", true);
        Map<Role, float[]> all = new HashMap<>(Map.of(Role.WEIGHTS, own));
        if (biased) {
            all.put(Role.BIAS, weights(layer, outer, "bias", units));
        }
        return assembly.add(new Layer.Dense(name(layer), units, biased, Initialisation.ZERO, 0f), all, node);
    }

    private int normalisation(KerasLayer layer, @Nullable String outer, int node) {
        long[] shape = assembly.shape(node);
        long channels = shape[shape.length - 1];
        checkLastAxis(layer, shape.length);
        Map<Role, float[]> all = new HashMap<>();
        all.put(Role.MEAN, weights(layer, outer, "moving_mean", channels));
        all.put(Role.VARIANCE, weights(layer, outer, "moving_variance", channels));
        if (layer.flag("scale", true)) {
            all.put(Role.SCALE, weights(layer, outer, "gamma", channels));
        }
        if (layer.flag("center", true)) {
            all.put(Role.SHIFT, weights(layer, outer, "beta", channels));
        }
        float epsilon = layer.number(1e-3f, "epsilon");
        for (float variance : all.get(Role.VARIANCE)) {
            if (!(variance + epsilon > 0)) {
                throw layer.unsupported("has a variance of " + variance + ": the file was changed");
            }
        }
        float decay = layer.number(0.99f, "momentum");
        return assembly.add(
                new Layer.BatchNormalisation(name(layer), epsilon, decay >= 0 && decay < 1 ? decay : 0.99f), all, node);
    }

    private static void checkLastAxis(KerasLayer layer, int rank) {
        JsonNode given = layer.config().path("axis");
        JsonNode axis = given.isArray() && given.size() == 1 ? given.get(0) : given;
        if (!axis.isMissingNode() && axis.asInt(0) != -1 && axis.asInt(0) != rank) {
            throw layer.unsupported("is over the axis " + KerasLayer.shortened(given) + "; only the last is computed");
        }
    }

    private int normalisedInput(KerasLayer layer, @Nullable String outer, int node) {
        long[] shape = assembly.shape(node);
        long channels = shape[shape.length - 1];
        checkLastAxis(layer, shape.length);
        float[] mean = weights(layer, outer, "mean", channels);
        float[] variance = weights(layer, outer, "variance", channels);
        float[] factors = new float[mean.length];
        float[] terms = new float[mean.length];
        for (int c = 0; c < mean.length; c++) {
            factors[c] = (float) (1 / Math.max(Math.sqrt(variance[c]), 1e-7));
            terms[c] = -mean[c] * factors[c];
        }
        return assembly.add(new Layer.Scale(name(layer), factors, terms), node);
    }

    private int pool(KerasLayer layer, int node, boolean greatest) {
        long[] shape = picture(layer, node);
        int[] size = layer.pair("pool_size", 2, 2);
        Window window = window(layer, shape, size, layer.pair("strides", size), new int[] {1, 1});
        return assembly.add(new Layer.Pool(name(layer), window, greatest, false), node);
    }

    private int whole(KerasLayer layer, int node, boolean greatest) {
        long[] shape = picture(layer, node);
        Window window = new Window(Axis.valid((int) shape[0], 1), Axis.valid((int) shape[1], 1));
        int pooled = assembly.add(new Layer.Pool(name(layer), window, greatest), node);
        return layer.flag("keepdims", false) ? pooled : flat(layer, pooled);
    }

    private int flat(KerasLayer layer, int node) {
        layer.checkChannelsLast();
        return assembly.shape(node).length == 1
                ? node
                : assembly.add(new Layer.Flatten(assembly.unique(layer.name() + "-flatten")), node);
    }

    private int padded(KerasLayer layer, int node) {
        picture(layer, node);
        JsonNode given = layer.config().path("padding");
        int[] pads = {1, 1, 1, 1};
        if (given.isIntegralNumber()) {
            Arrays.fill(pads, layer.checked(given));
        } else if (given.size() == 2) {
            for (int i = 0; i < 2; i++) {
                JsonNode side = given.get(i);
                pads[2 * i] = layer.checked(side.isArray() ? side.path(0) : side);
                pads[2 * i + 1] = layer.checked(side.isArray() ? side.path(1) : side);
            }
        }
        return assembly.add(new Layer.Pad(name(layer), pads[0], pads[1], pads[2], pads[3]), node);
    }

    private int upsampled(KerasLayer layer, int node) {
        picture(layer, node);
        int[] size = layer.pair("size", 2, 2);
        if (!layer.text("interpolation", "nearest").equals("nearest") || Math.min(size[0], size[1]) < 1) {
            throw layer.unsupported("does not repeat pixels, which is the one up-sampling that the engine computes");
        }
        return assembly.add(new Layer.Upsample(name(layer), size[0], size[1]), node);
    }

    private int reshaped(KerasLayer layer, int node) {
        List<Integer> target = layer.integers(layer.config().path("target_shape"));
        long length = Arrays.stream(assembly.shape(node)).reduce(1, (a, b) -> a * b);
        long known = target.stream()
                .filter(side -> side > 0)
                .mapToLong(Integer::longValue)
                .reduce(1, (a, b) -> a * b);
        long[] shape = target.stream()
                .mapToLong(side -> side == -1 ? length / Math.max(1, known) : side)
                .toArray();
        if (Arrays.equals(shape, assembly.shape(node))) {
            return node;
        }
        if (shape.length == 1) {
            return flat(layer, node);
        }
        return assembly.add(new Layer.Reshape(name(layer), shape), node);
    }

    private int permuted(KerasLayer layer, int node) {
        int[] axes = layer.integers(layer.config().path("dims")).stream()
                .mapToInt(axis -> axis - 1)
                .toArray();
        return assembly.add(new Layer.Permute(name(layer), axes), node);
    }

    private int merged(KerasLayer layer, List<Integer> in) {
        if (layer.type().equals("Concatenate")) {
            checkLastAxis(layer, assembly.shape(in.get(0)).length);
            return assembly.add(
                    new Layer.Concatenation(name(layer)),
                    in.stream().mapToInt(Integer::intValue).toArray());
        }
        int[] nodes = spread(layer, in);
        int count = nodes.length;
        return switch (layer.type()) {
            case "Add" -> assembly.add(Layer.Sum.of(name(layer), count), nodes);
            case "Subtract" -> assembly.add(new Layer.Sum(name(layer), new float[] {1, -1}), nodes);
            case "Average" -> {
                float[] shares = new float[count];
                Arrays.fill(shares, 1f / count);
                yield assembly.add(new Layer.Sum(name(layer), shares), nodes);
            }
            default -> {
                int product = nodes[0];
                for (int i = 1; i < count; i++) {
                    product = assembly.add(new Layer.Product(name(layer)), product, nodes[i]);
                }
                yield product;
            }
        };
    }

    /** What is merged, with single pixels repeated over the largest picture. */
    private int[] spread(KerasLayer layer, List<Integer> in) {
        long[] largest = in.stream()
                .map(assembly::shape)
                .filter(shape -> shape.length == 3)
                .max((a, b) -> Long.compare(a[0] * a[1], b[0] * b[1]))
                .orElse(new long[0]);
        return in.stream()
                .mapToInt(node -> {
                    long[] shape = assembly.shape(node);
                    boolean pixel = shape.length == 3 && shape[0] * shape[1] == 1;
                    return pixel && IntStream.of(0, 1).anyMatch(i -> largest[i] != 1)
                            ? assembly.add(new Layer.Upsample(name(layer), (int) largest[0], (int) largest[1]), node)
                            : node;
                })
                .toArray();
    }
}
