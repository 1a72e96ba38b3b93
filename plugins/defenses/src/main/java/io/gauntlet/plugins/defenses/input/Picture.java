package io.gauntlet.plugins.defenses.input;

import java.util.Arrays;

/**
 * The shape of samples that are pictures, channels last.
 *
 * @param height in pixels
 * @param width in pixels
 * @param channels values of a pixel
 */
public record Picture(int height, int width, int channels) {
    /** Reads a sample's shape. @throws IllegalArgumentException when it is not height x width x channels */
    public static Picture of(String what, long[] shape) {
        if (shape.length != 3) {
            throw new IllegalArgumentException(
                    what + " needs pictures of shape height x width x channels, not " + Arrays.toString(shape) + ".");
        }
        return new Picture((int) shape[0], (int) shape[1], (int) shape[2]);
    }
}
