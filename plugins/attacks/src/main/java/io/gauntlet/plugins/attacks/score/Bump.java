package io.gauntlet.plugins.attacks.score;

import io.gauntlet.api.Norm;

/**
 * A square of size 1 in its norm whose upper half is positive, whose lower half is negative, and each of which has its
 * greatest values in the middle: nested rectangles, the k-th of them adding 1 / k^decay (Andriushchenko et al. 2020,
 * equation 2).
 */
final class Bump {
    private final int side;
    private final int decay;
    private final Norm norm;
    private final double[] values;

    /** @param norm L1 or L2 */
    Bump(int side, int decay, Norm norm) {
        this.side = side;
        this.decay = decay;
        this.norm = norm;
        values = new double[side * side];
        int upper = side / 2;
        half(0, upper, 1);
        half(upper, side - upper, -1);
        double size = size(0, side);
        for (int i = 0; i < values.length; i++) {
            values[i] /= size;
        }
    }

    /** A value; turned, the halves are left and right. */
    double value(int i, boolean turned) {
        return turned ? values[i % side * side + i / side] : values[i];
    }

    private void half(int from, int rows, int sign) {
        if (rows == 0) {
            return;
        }
        int middle = rows / 2;
        int centre = side / 2;
        for (int k = 0; k <= Math.max(middle, centre); k++) {
            double part = Math.pow(k + 1.0, -decay);
            for (int i = Math.max(0, middle - k); i <= Math.min(rows - 1, middle + k); i++) {
                for (int j = Math.max(0, centre - k); j <= Math.min(side - 1, centre + k); j++) {
                    values[(from + i) * side + j] += part;
                }
            }
        }
        double size = size(from, rows);
        for (int i = from * side; i < (from + rows) * side; i++) {
            values[i] *= sign / size;
        }
    }

    private double size(int from, int rows) {
        double sum = 0;
        for (int i = from * side; i < (from + rows) * side; i++) {
            sum += norm == Norm.L1 ? Math.abs(values[i]) : values[i] * values[i];
        }
        return norm == Norm.L1 ? sum : Math.sqrt(sum);
    }
}
