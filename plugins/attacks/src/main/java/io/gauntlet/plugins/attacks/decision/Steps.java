package io.gauntlet.plugins.attacks.decision;

import io.gauntlet.api.attack.Rows;

/**
 * The steps of a row that succeeded, by their lengths, and for each between which places on its way to the sample the
 * boundary lies.
 */
final class Steps {
    /** Stands for the length of a step that was not taken. */
    private static final float NONE = -1;

    private final String[] lengthNames;
    private final String[] lowNames;
    private final String[] highNames;
    private final String[] toleranceNames;
    private final float[][] length;
    private final float[][] low;
    private final float[][] high;
    private final float[][] tolerance;

    /** @param count how many steps a row takes at once, at most */
    Steps(int count) {
        lengthNames = names("length-", count);
        lowNames = names("low-", count);
        highNames = names("high-", count);
        toleranceNames = names("tolerance-", count);
        length = new float[count][];
        low = new float[count][];
        high = new float[count][];
        tolerance = new float[count][];
    }

    private static String[] names(String prefix, int count) {
        String[] names = new String[count];
        for (int k = 0; k < count; k++) {
            names[k] = prefix + k;
        }
        return names;
    }

    void load(Rows rows) {
        for (int k = 0; k < length.length; k++) {
            length[k] = rows.scalar(lengthNames[k]);
            low[k] = rows.scalar(lowNames[k]);
            high[k] = rows.scalar(highNames[k]);
            tolerance[k] = rows.scalar(toleranceNames[k]);
        }
    }

    /** How many there may be. */
    int count() {
        return length.length;
    }

    /** Forgets a row's steps. */
    void clear(int row) {
        for (float[] lengths : length) {
            lengths[row] = NONE;
        }
    }

    /** Notes that a step succeeds. */
    void take(int row, int k, double lengthOfStep) {
        length[k][row] = (float) lengthOfStep;
    }

    boolean taken(int row, int k) {
        return length[k][row] != NONE;
    }

    boolean any(int row) {
        for (int k = 0; k < length.length; k++) {
            if (taken(row, k)) {
                return true;
            }
        }
        return false;
    }

    /** The length of a step. */
    double length(int row, int k) {
        return length[k][row];
    }

    /** Says where the boundary lies: between the sample and {@code farthest}. */
    void enclose(int row, int k, double farthest, double tolerated) {
        low[k][row] = 0;
        high[k][row] = (float) farthest;
        tolerance[k][row] = (float) tolerated;
    }

    /** Whether the boundary is still to be narrowed down; never below what floats tell apart. */
    boolean open(int row, int k) {
        if (!taken(row, k) || high[k][row] - low[k][row] <= tolerance[k][row]) {
            return false;
        }
        float middle = middle(row, k);
        return middle > low[k][row] && middle < high[k][row];
    }

    boolean anyOpen(int row) {
        for (int k = 0; k < length.length; k++) {
            if (open(row, k)) {
                return true;
            }
        }
        return false;
    }

    /** The place to ask next. */
    float middle(int row, int k) {
        return 0.5f * (low[k][row] + high[k][row]);
    }

    /** Takes in whether the middle succeeds. */
    void narrow(int row, int k, boolean success) {
        (success ? high : low)[k][row] = middle(row, k);
    }

    /** The nearest place known to succeed. */
    double nearest(int row, int k) {
        return high[k][row];
    }
}
