package io.gauntlet.engine.layout;

/**
 * How a window moves over a picture.
 *
 * @param vertical along the height
 * @param horizontal along the width
 */
public record Window(Axis vertical, Axis horizontal) {
    /** The shape that remains of a picture, with other channels. @throws UnsupportedLayerException when it does not fit */
    public long[] outputShape(String layer, long[] input, int channels) {
        if (input.length != 3) {
            throw new UnsupportedLayerException(layer, "needs pictures of height x width x channels");
        }
        int height = vertical.positions((int) input[0]);
        int width = horizontal.positions((int) input[1]);
        if (height < 1 || width < 1) {
            throw new UnsupportedLayerException(
                    layer,
                    "has a window of " + vertical.extent() + " x " + horizontal.extent()
                            + ", which does not fit its input of " + input[0] + " x " + input[1]);
        }
        return new long[] {height, width, channels};
    }
}
