package io.gauntlet.plugins.attacks.physical;

import io.gauntlet.api.Norm;
import io.gauntlet.api.Stencil;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.plugins.attacks.rows.Picture;

/**
 * What is covered of a picture.
 *
 * @param mask the shape, unless there is a file
 * @param size of the shape, as a share of the picture's sides
 * @param across where its middle lies, as a share of the width
 * @param down where its middle lies, as a share of the height
 * @param file a mask of the picture's own height and width, or none
 */
public record Placement(Mask mask, double size, double across, double down, Stencil file) {
    /**
     * The values covered.
     *
     * @param attack for messages
     * @throws IllegalArgumentException when the threat model does not allow to change as many, no pixel is covered, or
     *     the file's mask has another size than the pictures
     */
    public boolean[] covered(String attack, Picture picture, ThreatModel threatModel) {
        if (threatModel.norm() != Norm.L0) {
            throw new IllegalArgumentException(
                    attack + " plays l0, not " + threatModel.norm().id() + ".");
        }
        boolean[] covered = covered(picture);
        int size = 0;
        for (boolean one : covered) {
            size += one ? 1 : 0;
        }
        if (size == 0) {
            throw new IllegalArgumentException("The mask covers no pixel of these pictures: make it larger.");
        }
        if (size > threatModel.epsilon()) {
            throw new IllegalArgumentException(
                    "The mask covers " + size + " values of these pictures, but epsilon allows "
                            + (long) threatModel.epsilon() + " to change: make the mask smaller or epsilon larger.");
        }
        return covered;
    }

    private boolean[] covered(Picture picture) {
        if (file.none()) {
            return mask.values(picture.height(), picture.width(), picture.channels(), size, across, down);
        }
        if (file.height() != picture.height() || file.width() != picture.width()) {
            throw new IllegalArgumentException("The mask's file is " + file.height() + " x " + file.width()
                    + " pixels, but these pictures are " + picture.height() + " x " + picture.width()
                    + ": draw the mask in their size.");
        }
        boolean[] pixels = file.covered();
        boolean[] values = new boolean[picture.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = pixels[i / picture.channels()];
        }
        return values;
    }
}
