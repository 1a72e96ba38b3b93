package io.gauntlet.plugins.attacks.score;

import io.gauntlet.api.Draws;
import io.gauntlet.plugins.attacks.rows.Picture;

/**
 * In L-inf every value lies on one of the two faces of the ball, cut off by the box: at first in vertical stripes, then in
 * windows of one sign for each channel (Andriushchenko et al. 2020, section 3.3 and algorithm 2).
 */
final class LinfWindows implements Windows {
    /** How often a window that changes nothing is drawn again before it is accepted. */
    private static final int REDRAWS = 100;

    private final Picture picture;
    private final boolean[] up;

    LinfWindows(Picture picture) {
        this.picture = picture;
        up = new boolean[picture.channels()];
    }

    @Override
    public void start(Draws draws, float[] x, float[] original, int at, float epsilon) {
        int row = picture.width() * picture.channels();
        for (int column = 0; column < row; column++) {
            boolean raised = draws.coin();
            for (int i = at + column; i < at + picture.length(); i += row) {
                x[i] = face(original[i], epsilon, raised);
            }
        }
    }

    @Override
    public void propose(Draws draws, float[] x, float[] best, float[] original, int at, float epsilon, double share) {
        System.arraycopy(best, at, x, at, picture.length());
        int size = side(share);
        boolean changed = false;
        for (int attempt = 0; attempt <= REDRAWS && !changed; attempt++) {
            int top = draws.index(picture.height() - size + 1);
            int left = draws.index(picture.width() - size + 1);
            for (int k = 0; k < up.length; k++) {
                up[k] = draws.coin();
            }
            changed = fill(x, original, at, epsilon, top, left, size);
        }
    }

    private int side(double share) {
        long side = Math.round(Math.sqrt(share * picture.height() * picture.width()));
        return (int) Math.max(1, Math.min(side, Math.min(picture.height(), picture.width())));
    }

    /** Returns whether any value differs from what it was. */
    private boolean fill(float[] x, float[] original, int at, float epsilon, int top, int left, int size) {
        boolean changed = false;
        int channels = picture.channels();
        for (int i = top; i < top + size; i++) {
            int from = at + (i * picture.width() + left) * channels;
            for (int j = 0; j < size * channels; j++) {
                float value = face(original[from + j], epsilon, up[j % channels]);
                changed |= value != x[from + j];
                x[from + j] = value;
            }
        }
        return changed;
    }

    private static float face(float original, float epsilon, boolean raised) {
        return raised ? Math.min(1f, original + epsilon) : Math.max(0f, original - epsilon);
    }
}
