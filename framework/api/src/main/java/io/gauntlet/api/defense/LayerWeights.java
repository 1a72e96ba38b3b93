package io.gauntlet.api.defense;

/** The weights of one layer, without its bias. */
public interface LayerWeights {
    /** What a layer is. */
    enum Kind {
        /** A convolution, whose weights are {@code [kernel height, kernel width, input channels / groups, outputs]}. */
        CONVOLUTION,
        /** A linear map, whose weights are {@code [inputs, outputs]}. */
        DENSE
    }

    /** The layer's name, unique within the network. */
    String layer();

    /** What the layer is. */
    Kind kind();

    /** The shape of the weights: see {@link Kind}. The last side counts the outputs. */
    long[] shape();

    /**
     * The weights in c-order, to be changed in place: weight w of output o is at {@code w * outputs + o}. Valid until
     * the hook returns. A layer whose values are not asked for costs nothing.
     */
    float[] values();
}
