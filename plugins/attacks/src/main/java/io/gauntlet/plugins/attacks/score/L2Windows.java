package io.gauntlet.plugins.attacks.score;

import java.util.Arrays;

import io.gauntlet.api.Draws;
import io.gauntlet.plugins.attacks.rows.Picture;

/**
 * In L2 windows hold a {@link Bump}. What a second window and the unused part of epsilon leave free is spent on the first
 * (Andriushchenko et al. 2020, section 3.3 and algorithm 3). Perturbations are as long as epsilon before the box cuts
 * them off.
 */
final class L2Windows implements Windows {
    /** The first point has so many tiles along the shorter side. */
    private static final int TILES = 5;

    private static final int LEAST = 3;
    private static final double TINY = 1e-12;

    private final Picture picture;
    private final int shorter;
    private final Bump[] bumps;
    private final double[] change;
    private final double[] first;
    private final double[] both;
    private final double[] window;

    L2Windows(Picture picture) {
        this.picture = picture;
        shorter = Math.min(picture.height(), picture.width());
        bumps = new Bump[shorter + 1];
        change = new double[picture.length()];
        first = new double[picture.channels()];
        both = new double[picture.channels()];
        window = new double[shorter * shorter];
    }

    @Override
    public void start(Draws draws, float[] x, float[] original, int at, float epsilon) {
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
        write(x, original, at, epsilon);
    }

    @Override
    public void propose(Draws draws, float[] x, float[] best, float[] original, int at, float epsilon, double share) {
        double total = 0;
        for (int i = 0; i < change.length; i++) {
            change[i] = (double) best[at + i] - original[at + i];
            total += change[i] * change[i];
        }
        int side = side(share);
        int top = draws.index(picture.height() - side + 1);
        int left = draws.index(picture.width() - side + 1);
        int otherTop = draws.index(picture.height() - side + 1);
        int otherLeft = draws.index(picture.width() - side + 1);
        measure(side, top, left, otherTop, otherLeft);
        clear(side, top, left, otherTop, otherLeft);
        double unused = Math.max(0, (double) epsilon * epsilon - total) / picture.channels();
        boolean turned = draws.coin();
        for (int k = 0; k < picture.channels(); k++) {
            blend(draws.coin() ? 1 : -1, turned, side, top, left, k);
            put(Math.sqrt(unused + both[k]), side, top, left, k);
        }
        write(x, original, at, epsilon);
    }

    /** Odd, at least three, no more than the picture has room for. */
    private int side(double share) {
        long side = Math.max(LEAST, Math.round(Math.sqrt(share * picture.height() * picture.width())));
        long most = shorter % 2 == 1 ? shorter : Math.max(1, shorter - 1);
        return (int) Math.min(side % 2 == 1 ? side : side + 1, most);
    }

    private Bump bump(int side) {
        if (bumps[side] == null) {
            bumps[side] = new Bump(side);
        }
        return bumps[side];
    }

    private int index(int row, int column, int channel) {
        return (row * picture.width() + column) * picture.channels() + channel;
    }

    /** Adds up the squares of each channel: in the first window, and in both together. */
    private void measure(int side, int top, int left, int otherTop, int otherLeft) {
        for (int k = 0; k < picture.channels(); k++) {
            first[k] = 0;
            both[k] = 0;
            for (int i = 0; i < side; i++) {
                for (int j = 0; j < side; j++) {
                    double here = change[index(top + i, left + j, k)];
                    first[k] += here * here;
                    int row = otherTop + i;
                    int column = otherLeft + j;
                    boolean shared = row >= top && row < top + side && column >= left && column < left + side;
                    double there = shared ? 0 : change[index(row, column, k)];
                    both[k] += here * here + there * there;
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
        double had = Math.sqrt(first[channel]) + TINY;
        for (int i = 0; i < side * side; i++) {
            window[i] = sign * bump.value(i, turned) + change[index(top + i / side, left + i % side, channel)] / had;
        }
    }

    private void put(double length, int side, int top, int left, int channel) {
        double sum = 0;
        for (int i = 0; i < side * side; i++) {
            sum += window[i] * window[i];
        }
        double scale = length / (Math.sqrt(sum) + TINY);
        for (int i = 0; i < side * side; i++) {
            change[index(top + i / side, left + i % side, channel)] = scale * window[i];
        }
    }

    private void write(float[] x, float[] original, int at, float epsilon) {
        double sum = 0;
        for (double value : change) {
            sum += value * value;
        }
        double scale = epsilon / (Math.sqrt(sum) + TINY);
        for (int i = 0; i < change.length; i++) {
            x[at + i] = (float) Math.min(1, Math.max(0, original[at + i] + scale * change[i]));
        }
    }
}
