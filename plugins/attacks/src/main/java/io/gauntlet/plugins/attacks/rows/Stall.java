package io.gauntlet.plugins.attacks.rows;

import io.gauntlet.api.attack.Rows;

/** Tells which rows have stopped getting anywhere: ten times in a start, each row by its own loss. */
public final class Stall {
    private static final int CHECKS = 10;
    private static final float FALLEN = 0.9999f;

    private final Rows rows;
    private final int every;

    /** @param iterations the most iterations of a start */
    public Stall(Rows rows, int iterations) {
        this.rows = rows;
        every = Math.max(1, iterations / CHECKS);
    }

    /** Forgets what a row has reached. */
    public void begin(int row) {
        rows.scalar("loss")[row] = Float.POSITIVE_INFINITY;
    }

    /** Whether this is an iteration at which rows are checked. */
    public boolean due(int row) {
        return rows.iteration()[row] % every == 0;
    }

    /** Whether a loss to be made small has not fallen since the row was last checked. */
    public boolean stalled(int row, double loss) {
        float now = (float) loss;
        float[] before = rows.scalar("loss");
        if (now > before[row] * FALLEN) {
            return true;
        }
        before[row] = now;
        return false;
    }
}
