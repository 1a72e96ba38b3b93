package io.gauntlet.engine.plan;

import java.util.ArrayList;
import java.util.List;

/** What the batch normalisations of one learning plan share: which rows are samples, and memory on the heap. */
final class Minibatch {
    private final List<MinibatchStatistics> statistics = new ArrayList<>();
    private float[] first = new float[0];
    private float[] second = new float[0];
    private int rows;

    /** @param block how many rows there are */
    Minibatch(int block) {
        rows = block;
    }

    /** How many rows, from the first, are samples; the others are padding. */
    int rows() {
        return rows;
    }

    void rows(int samples) {
        rows = samples;
    }

    /** The statistics that a normalisation will keep up to date. */
    MinibatchStatistics statistics(int node, int channels) {
        MinibatchStatistics made = new MinibatchStatistics(node, channels);
        statistics.add(made);
        return made;
    }

    /** Those of all normalisations. */
    List<MinibatchStatistics> statistics() {
        return List.copyOf(statistics);
    }

    /** Memory for what a kernel needs within one call, at least as long. */
    float[] first(int length) {
        if (first.length < length) {
            first = new float[length];
        }
        return first;
    }

    /** Other such memory. */
    float[] second(int length) {
        if (second.length < length) {
            second = new float[length];
        }
        return second;
    }
}
