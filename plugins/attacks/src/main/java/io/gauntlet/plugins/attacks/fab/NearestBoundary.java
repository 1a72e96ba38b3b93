package io.gauntlet.plugins.attacks.fab;

import java.util.Arrays;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Jacobian;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.geometry.Geometry;

/**
 * The nearest of the boundaries towards all wrong classes: one forward pass and a row of the Jacobian for each class
 * (Croce and Hein 2020, equation 7).
 */
final class NearestBoundary implements Boundaries {
    /** Of the authors' program: a flat boundary is far, not a fault. */
    private static final double LEAST = 1e-12;

    private final Rows rows;
    private final Target target;
    private final Geometry geometry;
    private final int[] all;
    private float[] jacobian = {};
    private float[] logits = {};
    private float[] slope = {};

    NearestBoundary(Rows rows, Target target, Geometry geometry) {
        this.rows = rows;
        this.target = target;
        this.geometry = geometry;
        all = new int[target.classes()];
        Arrays.setAll(all, c -> c);
    }

    @Override
    public Answer look(INDArray x, int[] owner) {
        int live = rows.live();
        int[][] classes = new int[live][];
        Arrays.fill(classes, all);
        Jacobian found = target.jacobian(x, owner, classes);
        jacobian = Boundaries.sized(jacobian, found.values().length());
        Floats.get(found.values(), jacobian);
        logits = Boundaries.sized(logits, (long) live * all.length);
        for (int row = 0; row < live; row++) {
            for (int c = 0; c < all.length && found.answer().paid(row); c++) {
                logits[row * all.length + c] = found.answer().logit(row, c);
            }
        }
        return found.answer();
    }

    @Override
    public double boundary(int row, float[] normal) {
        int label = rows.label()[row];
        slope = slope.length == normal.length ? slope : new float[normal.length];
        double least = Double.POSITIVE_INFINITY;
        double difference = 0;
        for (int c = 0; c < all.length; c++) {
            if (c != label) {
                slope(row, label, c);
                double gap = (double) logits[row * all.length + c] - logits[row * all.length + label];
                double distance = Math.abs(gap) / (LEAST + geometry.dual(slope, 0, slope.length));
                if (distance < least) {
                    least = distance;
                    difference = gap;
                    System.arraycopy(slope, 0, normal, 0, normal.length);
                }
            }
        }
        return difference;
    }

    private void slope(int row, int label, int other) {
        int length = slope.length;
        int from = row * all.length * length;
        for (int i = 0; i < length; i++) {
            slope[i] = jacobian[from + other * length + i] - jacobian[from + label * length + i];
        }
    }
}
