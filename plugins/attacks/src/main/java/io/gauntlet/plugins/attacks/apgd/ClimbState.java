package io.gauntlet.plugins.attacks.apgd;

import io.gauntlet.api.attack.Rows;

/**
 * The numbers of Auto-PGD that follow a sample from row to row.
 *
 * @param best the greatest loss of this start
 * @param last the loss of the iterate before
 * @param bestBefore {@code best} at the last checkpoint
 * @param adapted 1 when the last checkpoint changed the step
 * @param rises iterates since the last checkpoint whose loss was greater than that of the one before
 * @param since iterates since the last checkpoint
 * @param interval iterates between checkpoints
 * @param step the size of a step as a share of epsilon
 * @param share the share of the values that a sparse step changes
 * @param changed the number of values changed in the best point at the last checkpoint
 */
record ClimbState(
        float[] best,
        float[] last,
        float[] bestBefore,
        float[] adapted,
        float[] rises,
        float[] since,
        float[] interval,
        float[] step,
        float[] share,
        float[] changed) {

    static ClimbState of(Rows rows) {
        return new ClimbState(
                rows.scalar("best"),
                rows.scalar("last"),
                rows.scalar("best-before"),
                rows.scalar("adapted"),
                rows.scalar("rises"),
                rows.scalar("since"),
                rows.scalar("interval"),
                rows.scalar("step"),
                rows.scalar("share"),
                rows.scalar("changed"));
    }
}
