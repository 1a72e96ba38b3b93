package io.gauntlet.plugins.transformations.stage;

import java.util.Arrays;

/**
 * The shape of samples that are pictures, channels last.
 *
 * @param height in pixels
 * @param width in pixels
 * @param channels values of a pixel
 */
public record PictureShape(int height, int width, int channels) {
    /** Reads a sample's shape. @throws IllegalArgumentException when it is not height x width x channels */
    public static PictureShape of(String name, long[] shape) {
        if (shape.length != 3) {
            throw new IllegalArgumentException(
                    name + " needs pictures of shape height x width x channels, not " + Arrays.toString(shape) + ".");
        }
        return new PictureShape((int) shape[0], (int) shape[1], (int) shape[2]);
    }

    /** The number of values of a picture. */
    public int length() {
        return height * width * channels;
    }

    /** The number of its pixels. */
    public int pixels() {
        return height * width;
    }
}
