package io.gauntlet.testkit;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Stage;
import io.gauntlet.testkit.PlainDefense.Defect;

/** Doubles its input around an offset, with a defect of choice. */
final class OddStage implements Stage {
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
            default -> {}
        }
        return x.add(offset);
    }

    @Override
    public INDArray vjp(INDArray x, INDArray dy, RowDraws draws) {
        return defect == Defect.WRONG_DERIVATIVE ? dy.mul(1.1) : dy.dup();
    }

    @Override
    public Derivative declared() {
        return defect == Defect.PROBABILITIES ? Derivative.STRAIGHT_THROUGH : Derivative.EXACT;
    }

    @Override
    public boolean randomised() {
        return defect == Defect.UNDECLARED_DRAWS;
    }
}
