package io.gauntlet.plugins.defenses.output;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Detector;

/**
 * Abstains where the leading class may lead by chance: its score is the p-value of a two-sided binomial test of the first
 * against the second class (Cohen et al. 2019, PREDICT), computed from the votes that the logits tell.
 *
 * @param votes for each answer
 * @param alpha the largest p-value that is accepted
 */
record Abstention(int votes, double alpha) implements Detector {
    @Override
    public float threshold() {
        return (float) alpha;
    }

    @Override
    public float[] score(INDArray x, INDArray logits, RowDraws draws) {
        float[] values = Floats.values(logits);
        int classes = classes(logits);
        float[] scores = new float[values.length / classes];
        for (int i = 0; i < scores.length; i++) {
            int[] leaders = leaders(values, i * classes, classes);
            scores[i] = (float) VoteShare.chance(
                    VoteShare.count(values[i * classes + leaders[0]], votes, classes),
                    VoteShare.count(values[i * classes + leaders[1]], votes, classes));
        }
        return scores;
    }

    @Override
    public INDArray vjp(INDArray x, INDArray logits, float[] weights, RowDraws draws) {
        return Nd4j.create(DataType.FLOAT, x.shape(), 'c');
    }

    /** A p-value of counts has no derivative; less lead means more chance, and that is what this says. */
    @Override
    public INDArray vjpLogits(INDArray x, INDArray logits, float[] weights, RowDraws draws) {
        float[] values = Floats.values(logits);
        int classes = classes(logits);
        float[] back = new float[values.length];
        for (int i = 0; i < weights.length; i++) {
            int[] leaders = leaders(values, i * classes, classes);
            back[i * classes + leaders[0]] = -weights[i];
            back[i * classes + leaders[1]] = weights[i];
        }
        return Floats.array(back, logits.shape());
    }

    private static int classes(INDArray logits) {
        return Math.toIntExact(logits.size(1));
    }

    /** The classes with the most and the second most votes. */
    private static int[] leaders(float[] logits, int at, int classes) {
        int first = 0;
        for (int c = 1; c < classes; c++) {
            first = logits[at + c] > logits[at + first] ? c : first;
        }
        int second = first == 0 ? 1 : 0;
        for (int c = 0; c < classes; c++) {
            second = c != first && logits[at + c] > logits[at + second] ? c : second;
        }
        return new int[] {first, second};
    }
}
