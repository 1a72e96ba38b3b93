package io.gauntlet.plugins.attacks.rows;

import io.gauntlet.api.attack.Rows;

/** Starts from stored examples, one from each, after all of an attack's own, so that they can only add to what it finds. */
public final class FurtherStarts {
    private FurtherStarts() {}

    /**
     * Writes where the present start of a row begins if it is a stored example; else writes nothing.
     *
     * @param own how many starts the attack has of its own
     * @param x the rows' points
     * @param at where the row begins
     * @return whether it does
     */
    public static boolean begin(Rows rows, int row, long own, float[] x, int at) {
        long number = rows.restart()[row] - own;
        if (number < 0 || number >= rows.warmStarts(row)) {
            return false;
        }
        rows.warmStart(row, (int) number, x, at);
        return true;
    }

    /** Restarts a row as long as it has starts, its own or further ones, and finishes it after the last. */
    public static void next(Rows rows, int row, long own) {
        if (rows.restart()[row] + 1 < own + rows.warmStarts(row)) {
            rows.restart(row);
        } else {
            rows.finish(row);
        }
    }
}
