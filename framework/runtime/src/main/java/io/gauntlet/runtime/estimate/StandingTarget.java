package io.gauntlet.runtime.estimate;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.Norm;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Stage;
import io.gauntlet.arena.referee.Distances;

/**
 * A target that withstands: right about a few samples up to twice the epsilon around them, wrong beyond, so that
 * attacks which begin far away and come nearer find where to begin. Within and beyond, its logits are linear. An attack
 * spends on it what it spends on a sample that it does not break. Where poses are limited every picture is one of the
 * limits, and it is right about all: it then knows one sample alone.
 */
final class StandingTarget implements Stage {
    private final Norm norm;
    private final double reach;
    private final float[][] originals;
    private final int[] labels;
    private final float[][] weights;
    private @Nullable INDArray logits;
    private @Nullable INDArray product;

    /** @param samples positions in the examples, that the target knows; one where poses are limited */
    StandingTarget(ThreatModel threatModel, Examples examples, int[] samples, Seed seed) {
        boolean poses = threatModel.norm() == Norm.POSE;
        norm = poses ? Norm.L2 : threatModel.norm();
        reach = poses ? Double.POSITIVE_INFINITY : 2 * threatModel.epsilon();
        int length = examples.length();
        originals = new float[samples.length][length];
        labels = new int[samples.length];
        for (int i = 0; i < samples.length; i++) {
            examples.read(samples[i], originals[i], 0);
            labels[i] = examples.label(samples[i]);
        }
        weights = new float[examples.classes()][length];
        for (int c = 0; c < weights.length; c++) {
            seed.derive("weights", c).draws().fillGaussian(weights[c], (float) (1 / Math.sqrt(length)));
        }
    }

    @Override
    public String name() {
        return "a target that withstands";
    }

    @Override
    public long[] outputShape(long[] inputShape) {
        return new long[] {weights.length};
    }

    @Override
    public INDArray forward(INDArray x, RowDraws draws) {
        int n = (int) x.size(0);
        float[] values = Floats.values(x);
        float[] answers = new float[n * weights.length];
        for (int row = 0; row < n; row++) {
            answer(values, row, answers);
        }
        close(logits);
        logits = Floats.array(answers, n, weights.length);
        return logits;
    }

    private void answer(float[] values, int row, float[] answers) {
        int length = weights[0].length;
        int at = row * weights.length;
        for (int c = 0; c < weights.length; c++) {
            double sum = 0;
            for (int i = 0; i < length; i++) {
                sum += (double) weights[c][i] * values[row * length + i];
            }
            answers[at + c] = (float) sum;
        }
        int nearest = 0;
        double distance = Double.POSITIVE_INFINITY;
        for (int sample = 0; sample < originals.length; sample++) {
            double other = Distances.of(norm, originals[sample], 0, values, row * length, length);
            if (other < distance) {
                nearest = sample;
                distance = other;
            }
        }
        float[] range = Arrays.copyOfRange(answers, at, at + weights.length);
        Arrays.sort(range);
        boolean stands = distance <= reach;
        answers[at + labels[nearest]] = stands ? range[range.length - 1] + 1 : range[0] - 1;
    }

    @Override
    public INDArray vjp(INDArray x, INDArray dy, RowDraws draws) {
        int n = (int) x.size(0);
        int length = weights[0].length;
        float[] wanted = Floats.values(dy);
        float[] sums = new float[n * length];
        for (int row = 0; row < n; row++) {
            for (int c = 0; c < weights.length; c++) {
                float factor = wanted[row * weights.length + c];
                for (int i = 0; factor != 0 && i < length; i++) {
                    sums[row * length + i] += factor * weights[c][i];
                }
            }
        }
        close(product);
        product = Floats.array(sums, x.shape());
        return product;
    }

    @Override
    public Derivative declared() {
        return Derivative.EXACT;
    }

    @Override
    public boolean randomised() {
        return false;
    }

    private static void close(@Nullable INDArray array) {
        if (array != null) {
            array.close();
        }
    }

    @Override
    public void close() {
        close(logits);
        close(product);
    }
}
