package io.gauntlet.engine.layout;

import java.util.Arrays;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What a node of a network computes, without weights. Shapes are those of one sample. The names of the kinds are part of
 * the file format.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Layer.Convolution.class, name = "convolution"),
    @JsonSubTypes.Type(value = Layer.Dense.class, name = "dense"),
    @JsonSubTypes.Type(value = Layer.BatchNormalisation.class, name = "batch-normalisation"),
    @JsonSubTypes.Type(value = Layer.Activation.class, name = "activation"),
    @JsonSubTypes.Type(value = Layer.Clip.class, name = "clip"),
    @JsonSubTypes.Type(value = Layer.Softmax.class, name = "softmax"),
    @JsonSubTypes.Type(value = Layer.Scale.class, name = "scale"),
    @JsonSubTypes.Type(value = Layer.Pool.class, name = "pool"),
    @JsonSubTypes.Type(value = Layer.Pad.class, name = "pad"),
    @JsonSubTypes.Type(value = Layer.Upsample.class, name = "upsample"),
    @JsonSubTypes.Type(value = Layer.Flatten.class, name = "flatten"),
    @JsonSubTypes.Type(value = Layer.Reshape.class, name = "reshape"),
    @JsonSubTypes.Type(value = Layer.Permute.class, name = "permute"),
    @JsonSubTypes.Type(value = Layer.Sum.class, name = "sum"),
    @JsonSubTypes.Type(value = Layer.Product.class, name = "product"),
    @JsonSubTypes.Type(value = Layer.Concatenation.class, name = "concatenation")
})
public sealed interface Layer {
    /** Unique within the network; names errors and files. */
    String name();

    /**
     * The shape of the output.
     *
     * @param inputs the shapes of what it takes, in order
     * @throws UnsupportedLayerException when inputs of these shapes are not taken
     */
    long[] outputShape(long[]... inputs);

    /**
     * A two-dimensional convolution (correlation, as in every library). Weights are {@code [kernel height, kernel width,
     * input channels / groups, output channels]}.
     *
     * @param channels how many come out
     * @param groups into how many parts the channels are split, each convolved for itself; 1 for all together
     * @param biased whether a bias is added
     * @param bias the value that a fresh bias has
     */
    record Convolution(
            String name,
            Window window,
            int channels,
            int groups,
            boolean biased,
            Initialisation initialisation,
            float bias)
            implements Layer {
        /** All channels together, with a bias. */
        public Convolution(String name, Window window, int channels, Initialisation initialisation, float bias) {
            this(name, window, channels, 1, true, initialisation, bias);
        }

        @Override
        public long[] outputShape(long[]... inputs) {
            long[] input = Shapes.picture(name, inputs);
            if (groups < 1 || channels % groups != 0 || input[2] % groups != 0) {
                throw new UnsupportedLayerException(
                        name,
                        "has " + groups + " groups, which do not divide its " + input[2] + " input and " + channels
                                + " output channels");
            }
            return window.outputShape(name, input, channels);
        }
    }

    /** A linear map of rows of values. Weights are {@code [inputs, outputs]}. */
    record Dense(String name, int outputs, boolean biased, Initialisation initialisation, float bias) implements Layer {
        /** With a bias. */
        public Dense(String name, int outputs, Initialisation initialisation, float bias) {
            this(name, outputs, true, initialisation, bias);
        }

        @Override
        public long[] outputShape(long[]... inputs) {
            if (Shapes.one(name, inputs).length != 1) {
                throw new UnsupportedLayerException(name, "needs flat inputs");
            }
            return new long[] {outputs};
        }
    }

    /**
     * Batch normalisation over all but the last axis (Ioffe and Szegedy 2015): in training by the minibatch's mean and
     * biased variance, else by the running ones.
     *
     * @param epsilon added to the variance, positive
     * @param decay the weight of the old running mean and variance in an update, in [0,1)
     */
    record BatchNormalisation(String name, float epsilon, float decay) implements Layer {
        @Override
        public long[] outputShape(long[]... inputs) {
            return Shapes.one(name, inputs).clone();
        }
    }

    /**
     * A function of each value.
     *
     * @param alpha the parameter of a leaky ReLU or an ELU; 0 for the others
     */
    record Activation(String name, Function function, float alpha) implements Layer {
        @Override
        public long[] outputShape(long[]... inputs) {
            return Shapes.one(name, inputs).clone();
        }
    }

    /** Each value, but not below {@code low} nor above {@code high}, which may be infinite. */
    record Clip(String name, float low, float high) implements Layer {
        @Override
        public long[] outputShape(long[]... inputs) {
            return Shapes.one(name, inputs).clone();
        }
    }

    /** The softmax over the last axis. Never the last layer of a network: logits go out without it. */
    record Softmax(String name) implements Layer {
        @Override
        public long[] outputShape(long[]... inputs) {
            return Shapes.one(name, inputs).clone();
        }
    }

    /**
     * Each value times a factor plus a term: an input normalisation.
     *
     * @param factors one for each index of the last axis, or one for all
     * @param terms as many
     */
    record Scale(String name, float[] factors, float[] terms) implements Layer {
        /** The same for all values. */
        public Scale(String name, float factor, float term) {
            this(name, new float[] {factor}, new float[] {term});
        }

        /** Copies the arrays. */
        public Scale {
            factors = factors.clone();
            terms = terms.clone();
        }

        @Override
        public long[] outputShape(long[]... inputs) {
            long[] input = Shapes.one(name, inputs);
            if (factors.length != terms.length || (factors.length != 1 && factors.length != input[input.length - 1])) {
                throw new UnsupportedLayerException(
                        name, "has " + factors.length + " factors for " + input[input.length - 1] + " channels");
            }
            return input.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Scale that
                    && name.equals(that.name)
                    && Arrays.equals(factors, that.factors)
                    && Arrays.equals(terms, that.terms);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * name.hashCode() + Arrays.hashCode(factors)) + Arrays.hashCode(terms);
        }
    }

    /**
     * The greatest value, or the average, in each window.
     *
     * @param greatest whether it is the greatest
     * @param countPadding whether the zeros of the padding count in an average
     */
    record Pool(String name, Window window, boolean greatest, boolean countPadding) implements Layer {
        /** Padding does not count. */
        public Pool(String name, Window window, boolean greatest) {
            this(name, window, greatest, false);
        }

        @Override
        public long[] outputShape(long[]... inputs) {
            long[] input = Shapes.picture(name, inputs);
            if (!window.vertical().sees((int) input[0]) || !window.horizontal().sees((int) input[1])) {
                throw new UnsupportedLayerException(name, "has windows that see nothing but padding");
            }
            return window.outputShape(name, input, (int) input[2]);
        }
    }

    /** Zeros around a picture. None is negative. */
    record Pad(String name, int top, int bottom, int left, int right) implements Layer {
        @Override
        public long[] outputShape(long[]... inputs) {
            long[] input = Shapes.picture(name, inputs);
            if (Math.min(Math.min(top, bottom), Math.min(left, right)) < 0) {
                throw new UnsupportedLayerException(name, "cuts off a part of the picture; only zeros can be added");
            }
            return new long[] {input[0] + top + bottom, input[1] + left + right, input[2]};
        }
    }

    /** Each pixel repeated, {@code vertical} times {@code horizontal}. */
    record Upsample(String name, int vertical, int horizontal) implements Layer {
        @Override
        public long[] outputShape(long[]... inputs) {
            long[] input = Shapes.picture(name, inputs);
            return new long[] {input[0] * vertical, input[1] * horizontal, input[2]};
        }
    }

    /** A picture as one row of values, channels fastest. */
    record Flatten(String name) implements Layer {
        @Override
        public long[] outputShape(long[]... inputs) {
            return new long[] {Shapes.length(Shapes.one(name, inputs))};
        }
    }

    /** The same values, in the same order, in another shape. */
    record Reshape(String name, long[] shape) implements Layer {
        /** Copies the shape. */
        public Reshape {
            shape = shape.clone();
        }

        @Override
        public long[] outputShape(long[]... inputs) {
            long[] input = Shapes.one(name, inputs);
            if (Shapes.length(input) != Shapes.length(shape)) {
                throw new UnsupportedLayerException(
                        name, "gives " + Arrays.toString(input) + " the shape " + Arrays.toString(shape));
            }
            return shape.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Reshape that && name.equals(that.name) && Arrays.equals(shape, that.shape);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + Arrays.hashCode(shape);
        }
    }

    /** Axes in another order: axis i of the output is axis {@code axes[i]} of the input, counted from 0 in a sample. */
    record Permute(String name, int[] axes) implements Layer {
        /** Copies the order. */
        public Permute {
            axes = axes.clone();
        }

        @Override
        public long[] outputShape(long[]... inputs) {
            long[] input = Shapes.one(name, inputs);
            int[] sorted = axes.clone();
            Arrays.sort(sorted);
            long[] output = new long[axes.length];
            for (int i = 0; i < axes.length; i++) {
                if (axes.length != input.length || sorted[i] != i) {
                    throw new UnsupportedLayerException(
                            name, "puts the axes of " + Arrays.toString(input) + " as " + Arrays.toString(axes));
                }
                output[i] = input[axes[i]];
            }
            return output;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Permute that && name.equals(that.name) && Arrays.equals(axes, that.axes);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + Arrays.hashCode(axes);
        }
    }

    /**
     * The sum of several outputs of the same shape, each times a number: a residual connection.
     *
     * @param coefficients one for each input
     */
    record Sum(String name, float[] coefficients) implements Layer {
        /** Copies the numbers. */
        public Sum {
            coefficients = coefficients.clone();
        }

        /** The plain sum. */
        public static Sum of(String name, int inputs) {
            float[] ones = new float[inputs];
            Arrays.fill(ones, 1f);
            return new Sum(name, ones);
        }

        @Override
        public long[] outputShape(long[]... inputs) {
            if (inputs.length != coefficients.length) {
                throw new UnsupportedLayerException(
                        name, "has " + coefficients.length + " coefficients for " + inputs.length + " inputs");
            }
            return Shapes.equal(name, inputs).clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Sum that
                    && name.equals(that.name)
                    && Arrays.equals(coefficients, that.coefficients);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + Arrays.hashCode(coefficients);
        }
    }

    /** The product of two outputs of the same shape, value by value. */
    record Product(String name) implements Layer {
        @Override
        public long[] outputShape(long[]... inputs) {
            if (inputs.length != 2) {
                throw new UnsupportedLayerException(name, "multiplies " + inputs.length + " inputs; it takes 2");
            }
            return Shapes.equal(name, inputs).clone();
        }
    }

    /** Outputs side by side along the last axis: a dense connection. */
    record Concatenation(String name) implements Layer {
        @Override
        public long[] outputShape(long[]... inputs) {
            if (inputs.length == 0) {
                throw new UnsupportedLayerException(name, "takes no input");
            }
            long[] output = inputs[0].clone();
            int last = output.length - 1;
            for (int i = 1; i < inputs.length; i++) {
                if (inputs[i].length != output.length || !Arrays.equals(inputs[i], 0, last, output, 0, last)) {
                    throw new UnsupportedLayerException(
                            name,
                            "joins " + Arrays.toString(inputs[0]) + " and " + Arrays.toString(inputs[i])
                                    + ", which differ in more than the channels");
                }
                output[last] += inputs[i][last];
            }
            return output;
        }
    }
}
