package io.gauntlet.plugins.attacks.score;

import io.gauntlet.api.Norm;
import io.gauntlet.api.norm.Ball;
import io.gauntlet.plugins.attacks.rows.Picture;

/**
 * In L1 perturbations are projected onto ball and box together (Croce and Hein 2021, Mind the box, ICML 2021,
 * proposition 2.1). As in the authors' program, tiles of the first point are not scaled to epsilon, and each channel's
 * window asks for what all channels share: the projection takes back what is too much, so that the perturbation becomes
 * sparse.
 */
final class L1Windows extends BumpWindows {
    private final Ball ball = Ball.of(Norm.L1);
    private final int length;

    L1Windows(Picture picture) {
        super(picture);
        length = picture.length();
    }

    /** Rings fall with the fourth power of their distance, so that most of the size is in a few pixels. */
    @Override
    Bump newBump(int side) {
        return new Bump(side, 4, Norm.L1);
    }

    @Override
    double part(double value) {
        return Math.abs(value);
    }

    @Override
    double size(double sum) {
        return sum;
    }

    @Override
    double windowSize(double epsilon, double total, double freed, int channels) {
        return Math.max(0, epsilon - total) + freed * channels;
    }

    @Override
    void write(double[] change, float[] x, float[] original, int at, float epsilon) {
        for (int i = 0; i < length; i++) {
            x[at + i] = (float) (original[at + i] + change[i]);
        }
        ball.project(x, original, at, length, epsilon);
    }
}
