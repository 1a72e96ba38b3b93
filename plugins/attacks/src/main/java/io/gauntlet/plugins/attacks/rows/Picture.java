package io.gauntlet.plugins.attacks.rows;

import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Target;

/**
 * The shape of a picture: value {@code (i * width + j) * channels + k} of a sample is channel k of the pixel in row i and
 * column j.
 */
public record Picture(int height, int width, int channels) {
    /** The shape of the target's samples. @throws IllegalArgumentException with a sentence when they are no pictures */
    public static Picture of(AttackInfo info, Target target) {
        long[] shape = target.shape();
        if (shape.length != 3) {
            throw new IllegalArgumentException(
                    info.description().id() + " needs pictures of height x width x channels; samples here have "
                            + shape.length + " dimensions instead of 3.");
        }
        return new Picture((int) shape[0], (int) shape[1], (int) shape[2]);
    }

    /** The number of values. */
    public int length() {
        return height * width * channels;
    }
}
