package io.gauntlet.plugins.defenses.input;

import java.util.Arrays;

import io.gauntlet.api.Draws;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.RowwiseStage;

/** Takes of each square of pixels the median, channel by channel; of an even number the upper one. */
public final class MedianStage extends RowwiseStage {
    private final Picture picture;
    private final int window;
    private final int[] around;
    private final float[] gathered;

    /** For pictures of a shape. @throws IllegalArgumentException when samples are no pictures */
    public MedianStage(int window, long[] shape) {
        super("median-smoothing(" + window + ")", shape);
        this.picture = Picture.of("median-smoothing", shape);
        this.window = window;
        this.around = new int[window * window];
        this.gathered = new float[length()];
    }

    @Override
    public boolean randomised() {
        return false;
    }

    @Override
    public Derivative declared() {
        return Derivative.STRAIGHT_THROUGH;
    }

    @Override
    protected void forwardRow(float[] x, float[] y, Draws draws) {
        for (int i = 0; i < y.length; i++) {
            y[i] = x[median(x, i)];
        }
    }

    @Override
    protected void vjpRow(float[] x, float[] d, Draws draws) {
        Arrays.fill(gathered, 0);
        for (int i = 0; i < d.length; i++) {
            // In a flat part the pixel itself is as good a median as any other, and says where to push.
            int at = median(x, i);
            gathered[x[at] == x[i] ? i : at] += d[i];
        }
        System.arraycopy(gathered, 0, d, 0, d.length);
    }

    /** Where the median of the square around a value stands. */
    private int median(float[] x, int value) {
        int channel = value % picture.channels();
        int column = value / picture.channels() % picture.width();
        int row = value / picture.channels() / picture.width();
        int count = 0;
        for (int i = -(window / 2); i < window - window / 2; i++) {
            int r = Math.min(picture.height() - 1, Math.max(0, row + i));
            for (int j = -(window / 2); j < window - window / 2; j++) {
                int c = Math.min(picture.width() - 1, Math.max(0, column + j));
                insert(x, (r * picture.width() + c) * picture.channels() + channel, count++);
            }
        }
        return around[count / 2];
    }

    /** Keeps the places sorted by value; equal ones in the order they come. */
    private void insert(float[] x, int place, int count) {
        int at = count;
        while (at > 0 && x[around[at - 1]] > x[place]) {
            around[at] = around[at - 1];
            at--;
        }
        around[at] = place;
    }
}
