package io.gauntlet.testkit;

import java.util.ArrayList;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Stage;
import io.gauntlet.testkit.PlainDefense.Defect;

/** Doubles its input around an offset, with a defect of choice. */
final class OddStage implements Stage {
    private static final List<INDArray> LEAKED = new ArrayList<>();

    private final Defect defect;
    private final float offset;
    private final INDArray learned;

    OddStage(Defect defect, float offset, INDArray learned) {
        this.defect = defect;
        this.offset = offset;
        this.learned = learned;
    }

    @Override
    public String name() {
        return "odd";
    }

    @Override
    public long[] outputShape(long[] inputShape) {
        return inputShape;
    }

    @Override
    public INDArray forward(INDArray x, RowDraws draws) {
        switch (defect) {
            case PROBABILITIES -> {
                return Transforms.softmax(x, true);
            }
            case MEAN_OVER_THE_BATCH -> {
                return x.sub(x.meanNumber());
            }
            case WRITES_OVER_ITS_PARTS -> learned.addi(1);
            case WRITES_OVER_ITS_INPUT -> x.addi(0.001);
            case LEAKS_ARRAYS -> LEAKED.add(x.dup());
            case DRAWS_BY_POSITION -> {
                return shifted(x, draws);
            }
            default -> {}
        }
        return x.add(offset);
    }

    @Override
    public INDArray vjp(INDArray x, INDArray dy, RowDraws draws) {
        return switch (defect) {
            case WRONG_DERIVATIVE -> dy.mul(1.1);
            case DIVIDES_BY_THE_BATCH -> dy.div(dy.size(0));
            default -> dy.dup();
        };
    }

    @Override
    public Derivative declared() {
        return defect == Defect.PROBABILITIES ? Derivative.STRAIGHT_THROUGH : Derivative.EXACT;
    }

    @Override
    public boolean randomised() {
        return defect == Defect.UNDECLARED_DRAWS || defect == Defect.DRAWS_BY_POSITION;
    }

    /** Brighter by a number that is drawn for the position in the batch. */
    private static INDArray shifted(INDArray x, RowDraws draws) {
        float[] values = Floats.values(x);
        int rows = Math.toIntExact(x.size(0));
        for (int row = 0; row < rows; row++) {
            float shift = (float) draws.of(0).part(row).uniform(0, 0.01);
            for (int i = row * values.length / rows; i < (row + 1) * values.length / rows; i++) {
                values[i] += shift;
            }
        }
        return Floats.array(values, x.shape());
    }
}
