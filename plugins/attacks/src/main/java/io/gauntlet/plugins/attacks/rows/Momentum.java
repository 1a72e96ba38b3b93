package io.gauntlet.plugins.attacks.rows;

import io.gauntlet.api.attack.Rows;

/**
 * A decaying sum of each row's gradients, divided by their L1 norms so that each counts the same (Dong et al. 2018,
 * equation 6). The sum is state of the row.
 */
public final class Momentum {
    private final double decay;
    private final HeapImage sums = new HeapImage("momentum");

    /** @param decay the share of the sum that each step keeps */
    public Momentum(double decay) {
        this.decay = decay;
    }

    /** Adds the gradients of the live rows to the sums and puts the sums in their place. */
    public void add(Rows rows, float[] gradients, int length) {
        sums.load(rows);
        float[] sum = sums.values();
        for (int row = 0; row < rows.live(); row++) {
            int at = row * length;
            double size = 0;
            for (int i = at; i < at + length; i++) {
                size += Math.abs(gradients[i]);
            }
            boolean first = rows.iteration()[row] == 0;
            for (int i = at; i < at + length; i++) {
                double kept = first ? 0 : decay * sum[i];
                sum[i] = (float) (size == 0 ? kept : kept + gradients[i] / size);
                gradients[i] = sum[i];
            }
        }
        sums.store(rows);
    }
}
