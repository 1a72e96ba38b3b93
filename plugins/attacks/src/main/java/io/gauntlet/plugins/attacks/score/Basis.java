package io.gauntlet.plugins.attacks.score;

import io.gauntlet.api.Draws;
import io.gauntlet.plugins.attacks.rows.Picture;

/** An orthonormal basis of pictures; it has as many vectors as a picture has values. */
interface Basis {
    /** The bases there are. */
    enum Choice {
        /** Each vector is one value of the picture. */
        PIXEL,
        /** Each vector is a cosine wave in one channel. */
        COSINE;

        Basis of(Picture picture, double lowFrequencies) {
            return this == PIXEL ? new PixelBasis(picture) : new CosineBasis(picture, lowFrequencies);
        }
    }

    /** All vectors' numbers, in the order in which to try them. */
    int[] order(Draws draws);

    /** Adds {@code amount} times a vector to the picture that begins at {@code at}. */
    void add(int vector, double amount, float[] x, int at);
}
