package io.gauntlet.plugins.attacks.rows;

import java.util.Arrays;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Stage;

/** Which derivative of a defended model an attacker climbs. */
public enum Backward {
    /** That which each stage declares. */
    DECLARED,
    /**
     * The identity for every stage that keeps the shape of what it is given and is no network (Athalye et al. 2018,
     * section 4.1).
     */
    IDENTITY,
    /** That of the model without these stages and without its detector: of the undefended twin, whose answers it gets. */
    TWIN;

    /** The target seen in this way. A target without such stages, or one that grants none, stays as it is. */
    public Target of(Target target) {
        if (this == DECLARED) {
            return target;
        }
        List<Stage> stages = target.stages();
        long[] shape = target.shape();
        Target seen = target;
        int[] left = new int[stages.size()];
        int count = 0;
        for (int i = 0; i < stages.size(); i++) {
            long[] next = stages.get(i).outputShape(shape);
            if (Arrays.equals(shape, next) && !(stages.get(i) instanceof Network)) {
                left[count++] = i;
                seen = this == IDENTITY ? seen.withBackward(i, Identity.STAGE) : seen;
            }
            shape = next;
        }
        return this == TWIN ? target.without(Arrays.copyOf(left, count)) : seen;
    }

    private enum Identity implements Stage {
        STAGE;

        @Override
        public long[] outputShape(long[] inputShape) {
            return inputShape;
        }

        @Override
        public INDArray forward(INDArray x, RowDraws draws) {
            return x;
        }

        @Override
        public INDArray vjp(INDArray x, INDArray dy, RowDraws draws) {
            return dy;
        }

        @Override
        public Derivative declared() {
            return Derivative.STRAIGHT_THROUGH;
        }

        @Override
        public boolean randomised() {
            return false;
        }
    }
}
