package io.gauntlet.plugins.defenses.input;

import java.util.Arrays;

/**
 * A picture as seen by another camera: rotated about its centre, scaled and moved, by bilinear mixtures of pixels; what
 * lies beyond the edge is black. The map is linear in the picture, so its derivative is its transpose.
 */
public final class AffineView {
    private static final int TAPS = 4;

    private final Picture picture;
    private final int[] at;
    private final float[] weight;

    /** For pictures of a shape; {@link #aim} before use. */
    public AffineView(Picture picture) {
        this.picture = picture;
        this.at = new int[picture.height() * picture.width() * TAPS];
        this.weight = new float[at.length];
    }

    /**
     * Chooses the view.
     *
     * @param degrees counter-clockwise as seen
     * @param scale of the picture's content, 1 as it is
     * @param down how far the content moves, in pixels
     * @param right likewise
     */
    public void aim(double degrees, double scale, double down, double right) {
        double cos = Math.cos(Math.toRadians(degrees)) / scale;
        double sin = Math.sin(Math.toRadians(degrees)) / scale;
        double centreY = (picture.height() - 1) / 2.0;
        double centreX = (picture.width() - 1) / 2.0;
        int tap = 0;
        for (int i = 0; i < picture.height(); i++) {
            for (int j = 0; j < picture.width(); j++) {
                double y = i - centreY - down;
                double x = j - centreX - right;
                mix(tap, centreY + sin * x + cos * y, centreX + cos * x - sin * y);
                tap += TAPS;
            }
        }
    }

    private void mix(int tap, double y, double x) {
        int top = (int) Math.floor(y);
        int left = (int) Math.floor(x);
        double below = y - top;
        double beside = x - left;
        set(tap, top, left, (1 - below) * (1 - beside));
        set(tap + 1, top, left + 1, (1 - below) * beside);
        set(tap + 2, top + 1, left, below * (1 - beside));
        set(tap + 3, top + 1, left + 1, below * beside);
    }

    private void set(int tap, int y, int x, double share) {
        boolean inside = y >= 0 && y < picture.height() && x >= 0 && x < picture.width();
        at[tap] = inside ? (y * picture.width() + x) * picture.channels() : 0;
        weight[tap] = inside ? (float) share : 0;
    }

    /** Computes the view of the picture that begins at {@code fromX} of {@code x}. */
    public void apply(float[] x, int fromX, float[] y, int fromY) {
        int channels = picture.channels();
        for (int pixel = 0; pixel * TAPS < at.length; pixel++) {
            for (int c = 0; c < channels; c++) {
                float sum = 0;
                for (int tap = pixel * TAPS; tap < (pixel + 1) * TAPS; tap++) {
                    sum += weight[tap] * x[fromX + at[tap] + c];
                }
                y[fromY + pixel * channels + c] = sum;
            }
        }
    }

    /** The transpose of {@link #apply}, added to what is in {@code dx}. */
    public void back(float[] dy, int fromY, float[] dx, int fromX) {
        int channels = picture.channels();
        for (int pixel = 0; pixel * TAPS < at.length; pixel++) {
            for (int c = 0; c < channels; c++) {
                float d = dy[fromY + pixel * channels + c];
                for (int tap = pixel * TAPS; tap < (pixel + 1) * TAPS; tap++) {
                    dx[fromX + at[tap] + c] += weight[tap] * d;
                }
            }
        }
    }

    /** Likewise for one row, in place of {@code d}. */
    public void backInPlace(float[] d, float[] spare) {
        Arrays.fill(spare, 0);
        back(d, 0, spare, 0);
        System.arraycopy(spare, 0, d, 0, d.length);
    }
}
