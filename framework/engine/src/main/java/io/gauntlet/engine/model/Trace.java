package io.gauntlet.engine.model;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Stage;
import io.gauntlet.engine.network.BlockStage;

/** One block of samples on its way through the stages: what each stage saw, so that gradients can go back. */
final class Trace implements AutoCloseable {
    private final List<Stage> stages;
    /** For each stage what replaces its derivative; null for its own. */
    private final List<@Nullable Stage> surrogates;

    private final INDArray[] inputs;
    private final long[] passes;
    /** Copies of what stages yielded; empty when nobody else can call a stage between forward and backward. */
    private final List<BatchArray> kept = new ArrayList<>();

    /**
     * @param keep whether somebody else, a detector or a surrogate, may use the same stages in between, which would
     *     overwrite their reused results
     */
    Trace(List<Stage> stages, List<@Nullable Stage> surrogates, long[] shape, boolean keep) {
        this.stages = stages;
        this.surrogates = surrogates;
        inputs = new INDArray[stages.size() + 1];
        passes = new long[stages.size()];
        long[] at = shape;
        for (int i = 0; i < stages.size(); i++) {
            at = stages.get(i).outputShape(at);
            if (keep || stages.indexOf(stages.get(i)) != i || stages.lastIndexOf(stages.get(i)) != i) {
                kept.add(new BatchArray(at));
            }
        }
        if (!kept.isEmpty() && kept.size() < stages.size()) {
            throw new IllegalArgumentException(
                    "The same stage stands twice in the defended model; make a second instance of it.");
        }
    }

    /** The block's samples. */
    INDArray input() {
        return inputs[0];
    }

    /** What the last stage yielded. */
    INDArray logits() {
        return inputs[stages.size()];
    }

    void forward(INDArray x, RowDraws draws) {
        inputs[0] = x;
        for (int i = 0; i < stages.size(); i++) {
            INDArray y;
            if (stages.get(i) instanceof BlockStage fused) {
                y = fused.forwardBlock(inputs[i]);
                passes[i] = fused.passes();
            } else {
                y = stages.get(i).forward(inputs[i], own(i, draws));
            }
            inputs[i + 1] = kept.isEmpty() ? y : kept.get(i).keep(y);
        }
    }

    /** The gradient by the input from that by the logits. May run again after one forward. */
    INDArray backward(INDArray dy, RowDraws draws) {
        INDArray at = dy;
        for (int i = stages.size() - 1; i >= 0; i--) {
            Stage surrogate = surrogates.get(i);
            if (surrogate != null) {
                at = surrogate.vjp(inputs[i], at, own(i, draws));
            } else if (stages.get(i) instanceof BlockStage fused) {
                if (fused.passes() != passes[i]) {
                    fused.forwardBlock(inputs[i]);
                    passes[i] = fused.passes();
                }
                at = fused.backwardBlock(at);
            } else {
                at = stages.get(i).vjp(inputs[i], at, own(i, draws));
            }
        }
        return at;
    }

    /** Stages that draw must not draw the same. */
    private RowDraws own(int stage, RowDraws draws) {
        return stages.get(stage).randomised() ? draws.part(stage) : draws;
    }

    @Override
    public void close() {
        kept.forEach(BatchArray::close);
    }
}
