package io.gauntlet.plugins.defenses.around;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Detector;
import io.gauntlet.api.model.Stage;

/** A detector that looks at what a stage yields. A stage that draws draws anew for it. */
record DetectorBehind(Stage stage, Detector detector) implements Detector {
    @Override
    public float threshold() {
        return detector.threshold();
    }

    @Override
    public boolean randomised() {
        return stage.randomised() || detector.randomised();
    }

    @Override
    public float[] score(INDArray x, INDArray logits, RowDraws draws) {
        return detector.score(stage.forward(x, draws.part(0)), logits, draws.part(1));
    }

    @Override
    public INDArray vjp(INDArray x, INDArray logits, float[] weights, RowDraws draws) {
        try (INDArray seen = stage.forward(x, draws.part(0)).dup('c')) {
            return stage.vjp(x, detector.vjp(seen, logits, weights, draws.part(1)), draws.part(0));
        }
    }

    @Override
    public INDArray vjpLogits(INDArray x, INDArray logits, float[] weights, RowDraws draws) {
        try (INDArray seen = stage.forward(x, draws.part(0)).dup('c')) {
            return detector.vjpLogits(seen, logits, weights, draws.part(1));
        }
    }

    /** The stage is the model's, which closes it. */
    @Override
    public void close() {
        detector.close();
    }
}
