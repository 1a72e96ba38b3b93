package io.gauntlet.plugins.defenses.around;

import java.util.ArrayList;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Stage;

/** The stages of a model as one, for defenses that ask the model several times. The stages belong to somebody else. */
public record StageSequence(List<Stage> stages) implements Stage {
    /** Copies the list. */
    public StageSequence {
        stages = List.copyOf(stages);
    }

    @Override
    public String name() {
        return String.join(", ", stages.stream().map(Stage::name).toList());
    }

    @Override
    public long parameterCount() {
        return stages.stream().mapToLong(Stage::parameterCount).sum();
    }

    @Override
    public long[] outputShape(long[] inputShape) {
        long[] shape = inputShape;
        for (Stage stage : stages) {
            shape = stage.outputShape(shape);
        }
        return shape;
    }

    @Override
    public INDArray forward(INDArray x, RowDraws draws) {
        INDArray at = x;
        for (int i = 0; i < stages.size(); i++) {
            at = stages.get(i).forward(at, draws.part(i));
        }
        return at;
    }

    @Override
    public INDArray vjp(INDArray x, INDArray dy, RowDraws draws) {
        List<INDArray> inputs = new ArrayList<>();
        inputs.add(x);
        for (int i = 0; i + 1 < stages.size(); i++) {
            inputs.add(stages.get(i).forward(inputs.get(i), draws.part(i)).dup('c'));
        }
        INDArray at = dy;
        for (int i = stages.size() - 1; i >= 0; i--) {
            at = stages.get(i).vjp(inputs.get(i), at, draws.part(i));
            if (i > 0) {
                inputs.get(i).close();
            }
        }
        return at;
    }

    @Override
    public Derivative declared() {
        if (stages.stream().anyMatch(stage -> stage.declared() == Derivative.STRAIGHT_THROUGH)) {
            return Derivative.STRAIGHT_THROUGH;
        }
        return randomised() ? Derivative.AVERAGED : Derivative.EXACT;
    }

    @Override
    public boolean randomised() {
        return stages.stream().anyMatch(Stage::randomised);
    }
}
