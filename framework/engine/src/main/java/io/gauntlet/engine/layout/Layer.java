package io.gauntlet.engine.layout;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One step of a network: what it computes, without weights. The names are part of the file format. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Layer.Convolution.class, name = "convolution"),
    @JsonSubTypes.Type(value = Layer.Dense.class, name = "dense"),
    @JsonSubTypes.Type(value = Layer.Relu.class, name = "relu"),
    @JsonSubTypes.Type(value = Layer.Pool.class, name = "pool"),
    @JsonSubTypes.Type(value = Layer.Flatten.class, name = "flatten"),
    @JsonSubTypes.Type(value = Layer.Scale.class, name = "scale")
})
public sealed interface Layer {
    /** Unique within the network; names errors and files. */
    String name();

    /** The shape of one sample's output. @throws UnsupportedLayerException when inputs of that shape are not taken */
    long[] outputShape(long[] input);

    /**
     * A two-dimensional convolution (correlation, as in every library) with a bias. Weights are
     * {@code [kernel height, kernel width, input channels, output channels]}.
     */
    record Convolution(String name, Window window, int channels, Initialisation initialisation, float bias)
            implements Layer {
        @Override
        public long[] outputShape(long[] input) {
            return window.outputShape(name, input, channels);
        }
    }

    /** A linear map with a bias. Weights are {@code [inputs, outputs]}. */
    record Dense(String name, int outputs, Initialisation initialisation, float bias) implements Layer {
        @Override
        public long[] outputShape(long[] input) {
            if (input.length != 1) {
                throw new UnsupportedLayerException(name, "needs flat inputs");
            }
            return new long[] {outputs};
        }
    }

    /** The positive part. */
    record Relu(String name) implements Layer {
        @Override
        public long[] outputShape(long[] input) {
            return input.clone();
        }
    }

    /** The greatest value, or the average, in each window; padding never counts. */
    record Pool(String name, Window window, boolean greatest) implements Layer {
        @Override
        public long[] outputShape(long[] input) {
            return window.outputShape(name, input, input.length == 3 ? (int) input[2] : 0);
        }
    }

    /** A picture as one row of values, channels fastest. */
    record Flatten(String name) implements Layer {
        @Override
        public long[] outputShape(long[] input) {
            long length = 1;
            for (long side : input) {
                length *= side;
            }
            return new long[] {length};
        }
    }

    /** Each value times a factor plus a term: an input normalisation. */
    record Scale(String name, float factor, float term) implements Layer {
        @Override
        public long[] outputShape(long[] input) {
            return input.clone();
        }
    }
}
