package io.gauntlet.plugins.defenses.input;

import java.util.Arrays;

import io.gauntlet.api.defense.Encoding;

/**
 * The thermometer code: each value becomes {@code levels} channels, of which channel k, from 0, is 1 when the value is
 * greater than k / levels, else 0 (Buckman et al. 2018, section 3).
 *
 * @param levels at least 2
 */
record ThermometerCode(int levels) implements Encoding {
    @Override
    public long[] shape(long[] sample) {
        if (sample.length == 0) {
            throw new IllegalArgumentException("thermometer needs samples with at least one value.");
        }
        long[] shape = sample.clone();
        shape[shape.length - 1] *= levels;
        return shape;
    }

    @Override
    public void encode(float[] sample, float[] into, int offset) {
        for (int i = 0; i < sample.length; i++) {
            int first = offset + i * levels;
            int lit = 0;
            while (lit < levels && sample[i] > threshold(lit)) {
                lit++;
            }
            Arrays.fill(into, first, first + lit, 1);
            Arrays.fill(into, first + lit, first + levels, 0);
        }
    }

    /** Beyond what a channel is lit. */
    float threshold(int channel) {
        return (float) channel / levels;
    }
}
