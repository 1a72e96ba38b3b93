package io.gauntlet.plugins.attacks.score;

import io.gauntlet.api.Draws;
import io.gauntlet.plugins.attacks.rows.Picture;

/** Single values, in random order. */
final class PixelBasis implements Basis {
    private final Picture picture;

    PixelBasis(Picture picture) {
        this.picture = picture;
    }

    @Override
    public int[] order(Draws draws) {
        return draws.permutation(picture.length());
    }

    @Override
    public void add(int vector, double amount, float[] x, int at) {
        x[at + vector] += (float) amount;
    }
}
