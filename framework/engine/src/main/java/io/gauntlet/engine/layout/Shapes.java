package io.gauntlet.engine.layout;

import java.util.Arrays;

/** What layers ask of the shapes that they are given. */
final class Shapes {
    private Shapes() {}

    /** The only input. */
    static long[] one(String layer, long[]... inputs) {
        if (inputs.length != 1) {
            throw new UnsupportedLayerException(layer, "takes one input, not " + inputs.length);
        }
        return inputs[0];
    }

    /** The only input, a picture. */
    static long[] picture(String layer, long[]... inputs) {
        long[] input = one(layer, inputs);
        if (input.length != 3) {
            throw new UnsupportedLayerException(layer, "needs pictures of height x width x channels");
        }
        return input;
    }

    /** The shape that all inputs have. */
    static long[] equal(String layer, long[]... inputs) {
        if (inputs.length == 0) {
            throw new UnsupportedLayerException(layer, "takes no input");
        }
        for (long[] input : inputs) {
            if (!Arrays.equals(input, inputs[0])) {
                throw new UnsupportedLayerException(
                        layer,
                        "takes outputs of the same shape, not " + Arrays.toString(inputs[0]) + " and "
                                + Arrays.toString(input));
            }
        }
        return inputs[0];
    }

    /** How many values there are. */
    static long length(long[] shape) {
        long length = 1;
        for (long side : shape) {
            length *= side;
        }
        return length;
    }
}
