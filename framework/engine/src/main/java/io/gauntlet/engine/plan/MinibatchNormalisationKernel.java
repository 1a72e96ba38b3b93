package io.gauntlet.engine.plan;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Memory;

/**
 * A batch normalisation in training: {@code y = scale (x - mean) / sqrt(variance + epsilon) + shift} with mean and
 * biased variance of the samples in the block, through which the gradient passes (Ioffe and Szegedy 2015, section 3).
 * Rows of padding do not count, come out as zeros and get no gradient.
 *
 * <p>Computed on the heap, where one pass does what takes libnd4j several, and sums are exact enough.
 */
final class MinibatchNormalisationKernel extends Kernel {
    private final Arrays arrays;
    private final Minibatch minibatch;
    private final Normalisation normalisation;
    private final MinibatchStatistics statistics;
    private final @Nullable INDArray scaleGradient;
    private final @Nullable INDArray shiftGradient;
    private final INDArray input;
    private final INDArray output;
    private final ChannelSums sums;
    private final int channels;
    private final int sampleLength;
    private final float[] scale;
    private final float[] shift;
    private final double[] deviation;
    private final double[] ofGradient;
    private final double[] ofProducts;
    private final float[] wideMean;
    private final float[] wideFactor;
    private final float[] wideShift;
    private final float[] widePull;
    private @Nullable INDArray outputGradient;
    private @Nullable INDArray inputGradient;

    MinibatchNormalisationKernel(
            Arrays arrays,
            Value input,
            Normalisation normalisation,
            @Nullable INDArray scaleGradient,
            @Nullable INDArray shiftGradient,
            Minibatch minibatch,
            int node) {
        this.arrays = arrays;
        this.minibatch = minibatch;
        this.normalisation = normalisation;
        this.scaleGradient = scaleGradient;
        this.shiftGradient = shiftGradient;
        this.input = input.array();
        // Never over the input: the gradient needs it.
        output = arrays.like(this.input);
        channels = (int) normalisation.scale().length();
        sampleLength = (int) (this.input.length() / input.block());
        statistics = minibatch.statistics(node, channels);
        sums = new ChannelSums(channels);
        scale = new float[channels];
        shift = new float[channels];
        deviation = new double[channels];
        ofGradient = new double[channels];
        ofProducts = new double[channels];
        wideMean = new float[sums.width()];
        wideFactor = new float[sums.width()];
        wideShift = new float[sums.width()];
        widePull = new float[sums.width()];
    }

    @Override
    INDArray output() {
        return output;
    }

    @Override
    void forward() {
        int length = minibatch.rows() * sampleLength;
        int count = length / channels;
        float[] x = minibatch.first(length);
        Memory.read(input, 0, x, 0, length);
        Memory.read(normalisation.scale(), 0, scale, 0, channels);
        Memory.read(normalisation.shift(), 0, shift, 0, channels);
        double[] mean = statistics.mean();
        double[] variance = statistics.variance();
        statistics.count(count);
        sums.sum(x, length, mean);
        divide(mean, count);
        sums.repeat(mean, wideMean);
        sums.squares(x, length, wideMean, variance);
        divide(variance, count);
        double[] factor = ofGradient;
        double[] term = ofProducts;
        for (int c = 0; c < channels; c++) {
            deviation[c] = Math.sqrt(variance[c] + normalisation.epsilon());
            factor[c] = scale[c] / deviation[c];
            term[c] = shift[c];
        }
        sums.repeat(factor, wideFactor);
        sums.repeat(term, wideShift);
        for (int at = 0; at < length; at += wideMean.length) {
            int n = Math.min(wideMean.length, length - at);
            for (int i = 0; i < n; i++) {
                x[at + i] = (x[at + i] - wideMean[i]) * wideFactor[i] + wideShift[i];
            }
        }
        Memory.write(x, 0, output, 0, length);
        Memory.clear(output, length, output.length() - length);
    }

    private static void divide(double[] values, int by) {
        for (int i = 0; i < values.length; i++) {
            values[i] /= by;
        }
    }

    @Override
    List<Gradient> differentiate(Gradient ofOutput) {
        outputGradient = ofOutput.array();
        INDArray gx = arrays.like(input);
        inputGradient = gx;
        return List.of(new Gradient(gx, true));
    }

    @Override
    void backward() {
        propagate(true);
    }

    @Override
    void learn(boolean inputWanted) {
        propagate(inputWanted);
        if (scaleGradient == null || shiftGradient == null) {
            return;
        }
        for (int c = 0; c < channels; c++) {
            scale[c] = (float) (ofProducts[c] / deviation[c]);
            shift[c] = (float) ofGradient[c];
        }
        Memory.write(scale, 0, scaleGradient, 0, channels);
        Memory.write(shift, 0, shiftGradient, 0, channels);
    }

    private void propagate(boolean inputWanted) {
        if (outputGradient == null || inputGradient == null) {
            throw new IllegalStateException("Differentiate comes first.");
        }
        int length = minibatch.rows() * sampleLength;
        float[] x = minibatch.first(length);
        float[] gy = minibatch.second(length);
        Memory.read(input, 0, x, 0, length);
        Memory.read(outputGradient, 0, gy, 0, length);
        sums.repeat(statistics.mean(), wideMean);
        sums.sum(gy, length, ofGradient);
        sums.products(x, gy, length, wideMean, ofProducts);
        if (inputWanted) {
            inputGradient(x, gy, length);
            Memory.write(gy, 0, inputGradient, 0, length);
            Memory.clear(inputGradient, length, inputGradient.length() - length);
        }
    }

    /** {@code gx = scale / deviation (gy - mean(gy) - (x - mean) mean(gy (x - mean)) / deviation^2)}, over gy. */
    private void inputGradient(float[] x, float[] gy, int length) {
        int count = length / channels;
        Memory.read(normalisation.scale(), 0, scale, 0, channels);
        double[] factor = new double[channels];
        double[] term = new double[channels];
        double[] pull = new double[channels];
        for (int c = 0; c < channels; c++) {
            factor[c] = scale[c] / deviation[c];
            term[c] = ofGradient[c] / count;
            pull[c] = ofProducts[c] / count / (deviation[c] * deviation[c]);
        }
        sums.repeat(factor, wideFactor);
        sums.repeat(term, wideShift);
        sums.repeat(pull, widePull);
        for (int at = 0; at < length; at += wideMean.length) {
            int n = Math.min(wideMean.length, length - at);
            for (int i = 0; i < n; i++) {
                gy[at + i] = wideFactor[i] * (gy[at + i] - wideShift[i] - (x[at + i] - wideMean[i]) * widePull[i]);
            }
        }
    }
}
