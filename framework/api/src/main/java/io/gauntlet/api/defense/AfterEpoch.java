package io.gauntlet.api.defense;

/** Looks at the network after each epoch. Called by one thread while nothing else computes. */
@FunctionalInterface
public interface AfterEpoch {
    /** Goes on to the last epoch. */
    AfterEpoch NONE = epoch -> {};

    /**
     * Called after each epoch; in a resumed training only for those that are left.
     *
     * @param epoch how the training went so far, the network as it stands, and what can be done about it
     */
    void apply(Epoch epoch);

    /**
     * Keeps the weights of the epoch that was best on the calibration split, and stops once {@code patience} epochs in
     * a row were not better than the best before them.
     *
     * @param patience at least 1
     */
    static AfterEpoch keepingBest(int patience) {
        if (patience < 1) {
            throw new IllegalArgumentException("Patience is at least one epoch, not " + patience + ".");
        }
        return epoch -> {
            int best = epoch.curve().best();
            if (best == epoch.epoch()) {
                epoch.keep();
            } else if (epoch.epoch() - best >= patience) {
                epoch.stop();
            }
        };
    }
}
