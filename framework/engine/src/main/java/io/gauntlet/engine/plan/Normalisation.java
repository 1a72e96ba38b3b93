package io.gauntlet.engine.plan;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Memory;

/**
 * The parameters of a batch normalisation, one value for each channel.
 *
 * @param scale gamma
 * @param shift beta
 * @param mean the running mean
 * @param variance the running variance
 * @param epsilon added to the variance
 */
record Normalisation(INDArray scale, INDArray shift, INDArray mean, INDArray variance, float epsilon) {
    /** What evaluation multiplies by and adds. */
    void read(float[] factors, float[] terms) {
        int channels = (int) scale.length();
        float[] m = new float[channels];
        float[] v = new float[channels];
        Memory.read(scale, 0, factors, 0, channels);
        Memory.read(shift, 0, terms, 0, channels);
        Memory.read(mean, 0, m, 0, channels);
        Memory.read(variance, 0, v, 0, channels);
        for (int c = 0; c < channels; c++) {
            double factor = factors[c] / Math.sqrt((double) v[c] + epsilon);
            factors[c] = (float) factor;
            terms[c] = (float) (terms[c] - m[c] * factor);
        }
    }
}
