package io.gauntlet.plugins.defenses.detector;

import java.util.Arrays;

/** Thresholds of detectors. */
final class Threshold {
    private Threshold() {}

    /**
     * The least score such that no more than a share of the scores exceed it.
     *
     * @param scores of natural samples, at least one
     * @param falseAlarms the share, in [0,1)
     */
    static float of(float[] scores, double falseAlarms) {
        float[] sorted = scores.clone();
        Arrays.sort(sorted);
        int exceeding = (int) Math.floor(falseAlarms * sorted.length);
        return sorted[sorted.length - 1 - exceeding];
    }
}
