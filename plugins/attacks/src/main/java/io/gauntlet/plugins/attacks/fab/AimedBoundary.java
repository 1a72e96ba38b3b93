package io.gauntlet.plugins.attacks.fab;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Gradient;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.rows.NearestClasses;

/**
 * The boundary towards the class that a row's start aims at: one gradient for each row, all in one call. Where the match
 * gives the class, the boundary is that between it and the strongest other one, for beating the label would not do.
 */
final class AimedBoundary implements Boundaries {
    private final Rows rows;
    private final Target target;
    private final NearestClasses targets;
    private final Loss difference;
    private float[] gradients = {};
    private float[] differences = {};
    private int[] aims = {};

    AimedBoundary(Rows rows, Target target, NearestClasses targets) {
        this.rows = rows;
        this.target = target;
        this.targets = targets;
        difference = rows.threatModel().goal().targeted() ? Losses.margin() : Losses.logitDifference();
    }

    @Override
    public Answer look(INDArray x, int[] owner) {
        int live = rows.live();
        aims = aims.length < live ? new int[live] : aims;
        for (int row = 0; row < live; row++) {
            aims[row] = targets.aim(row);
        }
        Gradient found = target.gradient(x, owner, null, aims, difference, 1);
        gradients = Boundaries.sized(gradients, x.length());
        Floats.get(found.values(), gradients);
        differences = Boundaries.sized(differences, live);
        for (int row = 0; row < live; row++) {
            differences[row] = found.loss(row);
        }
        return found.answer();
    }

    @Override
    public double boundary(int row, float[] normal) {
        System.arraycopy(gradients, row * normal.length, normal, 0, normal.length);
        return differences[row];
    }
}
