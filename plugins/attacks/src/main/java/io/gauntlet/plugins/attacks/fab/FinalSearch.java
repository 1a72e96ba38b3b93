package io.gauntlet.plugins.attacks.fab;

import io.gauntlet.api.attack.Rows;

/**
 * The end of the attack: looks for the boundary on the way from the sample to the best success, each time where the
 * margins at both ends of what is left would meet zero if they changed evenly (Croce and Hein 2020, section 3.4).
 */
final class FinalSearch {
    private static final double MIDDLE = 0.5;

    private final Rows rows;

    FinalSearch(Rows rows) {
        this.rows = rows;
    }

    /** Begins between a sample and its best success, with their margins. */
    void begin(int row, double clean, double best) {
        rows.scalar("low")[row] = 0;
        rows.scalar("low-margin")[row] = (float) clean;
        rows.scalar("high")[row] = 1;
        rows.scalar("high-margin")[row] = (float) best;
    }

    /** Where to look next: the share of the way to the best success. */
    double share(int row) {
        double low = rows.scalar("low-margin")[row];
        double high = rows.scalar("high-margin")[row];
        // A detector refuses points with the right margin; then the margins say nothing and halving has to do.
        double part = low < 0 && high > 0 ? -low / (high - low) : MIDDLE;
        double from = rows.scalar("low")[row];
        return from + part * (rows.scalar("high")[row] - from);
    }

    /** Goes on in the part that holds the boundary, now that it is known what lies at a share of the way. */
    void narrow(int row, double share, boolean success, double margin) {
        rows.scalar(success ? "high" : "low")[row] = (float) share;
        rows.scalar(success ? "high-margin" : "low-margin")[row] = (float) margin;
    }
}
