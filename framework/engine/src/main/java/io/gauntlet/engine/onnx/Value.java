package io.gauntlet.engine.onnx;

/**
 * Something computed from the network's input.
 *
 * @param node the node of the assembly that holds it
 * @param shape its shape in ONNX, without the batch
 * @param layout how its values lie in the node's array
 */
record Value(int node, long[] shape, Layout layout) implements Tensor {
    /** One whose node holds exactly its shape in ONNX. */
    static Value plain(int node, long... shape) {
        return new Value(node, shape, Layout.plain(shape));
    }

    /** A picture, whose node holds channels last. */
    static Value picture(int node, long[] channelsLast) {
        long[] shape = {channelsLast[2], channelsLast[0], channelsLast[1]};
        return new Value(node, shape, new Layout(shape, Layout.CHANNELS_LAST));
    }

    /** The same values on another node of the same shape. */
    Value on(int other) {
        return new Value(other, shape, layout);
    }

    /** The same values in another shape of as many. */
    Value in(long... other) {
        return new Value(node, other, layout.over(other).orElse(layout));
    }

    /** The number of axes without the batch. */
    int rank() {
        return shape.length;
    }

    /** The number of values for one sample. */
    int length() {
        return layout.length();
    }
}
