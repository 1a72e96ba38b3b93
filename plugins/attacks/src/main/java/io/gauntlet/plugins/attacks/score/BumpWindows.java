package io.gauntlet.plugins.attacks.score;

import java.util.Arrays;

import io.gauntlet.api.Draws;
import io.gauntlet.plugins.attacks.rows.Picture;

/**
 * Windows that hold a {@link Bump}, in norms that share a budget among the values. What a second window and the unused
 * part of epsilon leave free is spent on the first (Andriushchenko et al. 2020, section 3.3 and algorithm 3). A norm says
 * how sizes add up, and how a change is brought into ball and box.
 */
abstract class BumpWindows implements Windows {
    /** The first point has so many tiles along the shorter side. */
    private static final int TILES = 5;

    private static final int LEAST = 3;

    /** Keeps empty windows from dividing by nothing. */
    static final double TINY = 1e-12;

    private final Picture picture;
    private final int shorter;
    private final Bump[] bumps;
    private final double[] change;
    private final double[] first;
    private final double[] both;
    private final double[] window;

    BumpWindows(Picture picture) {
        this.picture = picture;
        shorter = Math.min(picture.height(), picture.width());
        bumps = new Bump[shorter + 1];
        change = new double[picture.length()];
        first = new double[picture.channels()];
        both = new double[picture.channels()];
        window = new double[shorter * shorter];
    }

    /** The bump of a side. */
    abstract Bump newBump(int side);

    /** What one value adds to a sum of sizes. */
    abstract double part(double value);

    /** The size of a change whose parts have this sum. */
    abstract double size(double sum);

    /**
     * The size that the window of one channel gets.
     *
     * @param total the sum over the whole change
     * @param freed the sum over both windows of the channel
     */
    abstract double windowSize(double epsilon, double total, double freed, int channels);

    /** Writes the sample with the change, brought into ball and box. */
    abstract void write(double[] change, float[] x, float[] original, int at, float epsilon);

    @Override
    public final void start(Draws draws, float[] x, float[] original, int at, float epsilon) {
        Arrays.fill(change, 0);
        int side = Math.max(1, shorter / TILES);
        Bump bump = bump(side);
        int margin = picture.height() % side / 2;
        int leftMargin = picture.width() % side / 2;
        for (int top = margin; top + side <= picture.height(); top += side) {
            for (int left = leftMargin; left + side <= picture.width(); left += side) {
                boolean turned = draws.coin();
                for (int k = 0; k < picture.channels(); k++) {
                    double sign = draws.coin() ? 1 : -1;
                    for (int i = 0; i < side * side; i++) {
                        change[index(top + i / side, left + i % side, k)] = sign * bump.value(i, turned);
                    }
                }
            }
        }
        write(change, x, original, at, epsilon);
    }

    @Override
    public final void propose(
            Draws draws, float[] x, float[] best, float[] original, int at, float epsilon, double share) {
        double total = 0;
        for (int i = 0; i < change.length; i++) {
            change[i] = (double) best[at + i] - original[at + i];
            total += part(change[i]);
        }
        int side = side(share);
        int top = draws.index(picture.height() - side + 1);
        int left = draws.index(picture.width() - side + 1);
        int otherTop = draws.index(picture.height() - side + 1);
        int otherLeft = draws.index(picture.width() - side + 1);
        measure(side, top, left, otherTop, otherLeft);
        clear(side, top, left, otherTop, otherLeft);
        boolean turned = draws.coin();
        for (int k = 0; k < picture.channels(); k++) {
            blend(draws.coin() ? 1 : -1, turned, side, top, left, k);
            put(windowSize(epsilon, total, both[k], picture.channels()), side, top, left, k);
        }
        write(change, x, original, at, epsilon);
    }

    /** Odd, at least three, no more than the picture has room for. */
    private int side(double share) {
        long side = Math.max(LEAST, Math.round(Math.sqrt(share * picture.height() * picture.width())));
        long most = shorter % 2 == 1 ? shorter : Math.max(1, shorter - 1);
        return (int) Math.min(side % 2 == 1 ? side : side + 1, most);
    }

    private Bump bump(int side) {
        if (bumps[side] == null) {
            bumps[side] = newBump(side);
        }
        return bumps[side];
    }

    private int index(int row, int column, int channel) {
        return (row * picture.width() + column) * picture.channels() + channel;
    }

    /** Adds up the parts of each channel: in the first window, and in both together. */
    private void measure(int side, int top, int left, int otherTop, int otherLeft) {
        for (int k = 0; k < picture.channels(); k++) {
            first[k] = 0;
            both[k] = 0;
            for (int i = 0; i < side; i++) {
                for (int j = 0; j < side; j++) {
                    double here = part(change[index(top + i, left + j, k)]);
                    first[k] += here;
                    int row = otherTop + i;
                    int column = otherLeft + j;
                    boolean shared = row >= top && row < top + side && column >= left && column < left + side;
                    both[k] += here + (shared ? 0 : part(change[index(row, column, k)]));
                }
            }
        }
    }

    /** Empties what the second window does not share with the first, which {@link #blend} still reads. */
    private void clear(int side, int top, int left, int otherTop, int otherLeft) {
        for (int row = otherTop; row < otherTop + side; row++) {
            for (int column = otherLeft; column < otherLeft + side; column++) {
                boolean shared = row >= top && row < top + side && column >= left && column < left + side;
                for (int k = 0; k < picture.channels() && !shared; k++) {
                    change[index(row, column, k)] = 0;
                }
            }
        }
    }

    /** The bump plus the direction that the window had. */
    private void blend(double sign, boolean turned, int side, int top, int left, int channel) {
        Bump bump = bump(side);
        double had = size(first[channel]) + TINY;
        for (int i = 0; i < side * side; i++) {
            window[i] = sign * bump.value(i, turned) + change[index(top + i / side, left + i % side, channel)] / had;
        }
    }

    private void put(double wanted, int side, int top, int left, int channel) {
        double sum = 0;
        for (int i = 0; i < side * side; i++) {
            sum += part(window[i]);
        }
        double scale = wanted / (size(sum) + TINY);
        for (int i = 0; i < side * side; i++) {
            change[index(top + i / side, left + i % side, channel)] = scale * window[i];
        }
    }
}
