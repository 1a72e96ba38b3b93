package io.gauntlet.api;

import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A mask that a user drew: which pixels of a picture it covers. As a parameter it is given by the name of a file, read
 * where the user is, and recorded with all its pixels, so that it means the same on every machine.
 *
 * @param height in pixels, at most {@link #LARGEST}; 0 for none
 * @param width in pixels, likewise
 * @param bits one for each pixel, row after row, 1 where it covers, the first in the highest bit of a byte; in base64
 * @param sha256 SHA-256 of the file it was read from, 64 hexadecimal digits: where it comes from
 */
public record Stencil(int height, int width, String bits, String sha256) {
    /** The most pixels on a side. */
    public static final int LARGEST = 1024;

    /** No mask. */
    public static final Stencil NONE = new Stencil(0, 0, "", "");

    private static final Pattern SHA = Pattern.compile("[0-9a-f]{64}");

    /** Checks that sizes, bits and hash fit together. @throws IllegalArgumentException with one sentence when not */
    public Stencil {
        if (height < 0 || width < 0 || height > LARGEST || width > LARGEST || (height == 0) != (width == 0)) {
            throw new IllegalArgumentException(
                    "A mask has from 1 to " + LARGEST + " pixels on a side, not " + height + " x " + width + ".");
        }
        if (Base64.getDecoder().decode(bits).length != (height * width + 7) / 8) {
            throw new IllegalArgumentException(
                    "The bits of the mask are not those of " + height + " x " + width + " pixels.");
        }
        if (height > 0 && !SHA.matcher(sha256).matches()) {
            throw new IllegalArgumentException("A mask's sha256 is 64 hexadecimal digits, not '" + sha256 + "'.");
        }
    }

    /** Of the pixels covered, row after row. */
    public static Stencil of(int height, int width, boolean[] covered, String sha256) {
        byte[] bits = new byte[(height * width + 7) / 8];
        for (int i = 0; i < height * width; i++) {
            if (covered[i]) {
                bits[i / 8] |= (byte) (0x80 >> (i % 8));
            }
        }
        return new Stencil(height, width, Base64.getEncoder().encodeToString(bits), sha256);
    }

    /** Whether there is no mask. */
    public boolean none() {
        return height == 0;
    }

    /** The pixels covered, row after row. */
    public boolean[] covered() {
        byte[] packed = Base64.getDecoder().decode(bits);
        boolean[] covered = new boolean[height * width];
        for (int i = 0; i < covered.length; i++) {
            covered[i] = (packed[i / 8] & (0x80 >> (i % 8))) != 0;
        }
        return covered;
    }
}
