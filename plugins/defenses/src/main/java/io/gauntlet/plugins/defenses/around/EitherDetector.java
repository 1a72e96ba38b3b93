package io.gauntlet.plugins.defenses.around;

import java.util.List;
import java.util.stream.Stream;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Detector;
import io.gauntlet.api.model.Stage;

/** Rejects what either of two detectors rejects: its score is the larger distance from the threshold. */
record EitherDetector(Detector first, Detector second) implements Detector {
    @Override
    public float threshold() {
        return 0;
    }

    @Override
    public boolean randomised() {
        return first.randomised() || second.randomised();
    }

    @Override
    public List<Stage> views() {
        return Stream.concat(first.views().stream(), second.views().stream()).toList();
    }

    @Override
    public float[] score(INDArray x, INDArray logits, RowDraws draws) {
        float[] one = first.score(x, logits, draws.part(0)).clone();
        float[] two = second.score(x, logits, draws.part(1));
        for (int i = 0; i < one.length; i++) {
            one[i] = Math.max(one[i] - first.threshold(), two[i] - second.threshold());
        }
        return one;
    }

    @Override
    public INDArray vjp(INDArray x, INDArray logits, float[] weights, RowDraws draws) {
        float[][] shares = shares(x, logits, weights, draws);
        try (INDArray sum = first.vjp(x, logits, shares[0], draws.part(0)).dup('c')) {
            return second.vjp(x, logits, shares[1], draws.part(1)).add(sum);
        }
    }

    @Override
    public INDArray vjpLogits(INDArray x, INDArray logits, float[] weights, RowDraws draws) {
        float[][] shares = shares(x, logits, weights, draws);
        try (INDArray sum = first.vjpLogits(x, logits, shares[0], draws.part(0)).dup('c')) {
            return second.vjpLogits(x, logits, shares[1], draws.part(1)).add(sum);
        }
    }

    /** The weights go to the detector whose score is taken. */
    private float[][] shares(INDArray x, INDArray logits, float[] weights, RowDraws draws) {
        float[] one = first.score(x, logits, draws.part(0)).clone();
        float[] two = second.score(x, logits, draws.part(1));
        float[][] shares = new float[2][weights.length];
        for (int i = 0; i < weights.length; i++) {
            boolean ofFirst = one[i] - first.threshold() >= two[i] - second.threshold();
            shares[ofFirst ? 0 : 1][i] = weights[i];
        }
        return shares;
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
