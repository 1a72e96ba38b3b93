package io.gauntlet.runtime.trial;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.scoring.Interval;

/**
 * How a model answers clean samples.
 *
 * @param model what answered
 * @param dataSet the data set's id
 * @param first position of the first sample in the test split
 * @param samples how many
 * @param right how many were answered rightly and accepted
 * @param rejected how many were rejected
 * @param accuracy the share answered rightly
 * @param interval of the accuracy
 * @param classes class by class
 * @param certified what it can prove; null for models that prove nothing, and where it was not asked
 * @param layers what the layers of its networks do to distances; empty where it was not asked
 * @param seconds that the answers took
 */
public record Evaluation(
        ModelFacts model,
        String dataSet,
        int first,
        int samples,
        int right,
        int rejected,
        double accuracy,
        Interval interval,
        List<ClassAccuracy> classes,
        @Nullable CertifiedAccuracy certified,
        List<LayerFacts> layers,
        double seconds) {
    /**
     * How a model answers the samples of a class.
     *
     * @param label the class
     * @param samples of it
     * @param right answered rightly
     * @param interval of the share of right answers
     * @param takenFor the most frequent wrong answer; null when there is none
     * @param taken how often it was given
     */
    public record ClassAccuracy(
            int label,
            int samples,
            int right,
            Interval interval,
            @Nullable Integer takenFor,
            int taken) {}
}
