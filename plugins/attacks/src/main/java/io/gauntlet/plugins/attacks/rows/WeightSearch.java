package io.gauntlet.plugins.attacks.rows;

import io.gauntlet.api.attack.Rows;

/**
 * The search for the weight between distance and margin, each row for itself and one restart of the row for each step:
 * ten times the weight until one suffices, then the middle of the interval (Carlini and Wagner 2017, section VI).
 */
public final class WeightSearch {
    /** A weight that stands for "none has sufficed yet"; the authors' value. */
    private static final float NO_WEIGHT = 1e10f;

    private static final float TENFOLD = 10;

    private final Rows rows;
    private final double initial;

    /** @param initial the weight to begin with */
    public WeightSearch(Rows rows, double initial) {
        this.rows = rows;
        this.initial = initial;
    }

    /** Chooses the weight of a row that starts or restarts. */
    public void choose(int row) {
        float[] weight = rows.scalar("weight");
        float[] low = rows.scalar("low");
        float[] high = rows.scalar("high");
        float[] sufficed = rows.scalar("sufficed");
        if (rows.restart()[row] == 0) {
            weight[row] = (float) initial;
            low[row] = 0;
            high[row] = NO_WEIGHT;
        } else {
            if (sufficed[row] == 1) {
                high[row] = Math.min(high[row], weight[row]);
            } else {
                low[row] = Math.max(low[row], weight[row]);
            }
            weight[row] =
                    high[row] < NO_WEIGHT ? 0.5f * (low[row] + high[row]) : Math.min(NO_WEIGHT, TENFOLD * weight[row]);
        }
        sufficed[row] = 0;
    }

    /** Notes that a row's present weight led to a success. */
    public void suffices(int row) {
        rows.scalar("sufficed")[row] = 1;
    }

    /** A row's present weight. */
    public double weight(int row) {
        return rows.scalar("weight")[row];
    }
}
