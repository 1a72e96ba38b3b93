package io.gauntlet.arena.flag;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the framework found out about a model before anybody attacked it, on samples of the calibration split that it
 * answers rightly. A detector, where there is one, is not asked.
 *
 * @param samples how many
 * @param classes of the data set
 * @param checked samples on which the gradient was compared with finite differences
 * @param differing how many of these comparisons it did not stand
 * @param probabilities whether all outputs seen were probabilities instead of logits: not negative, with the sum 1
 * @param ladder what PGD did at ever greater epsilon in the maximum norm, up to the whole box
 * @param failure why the model could not be examined, in one sentence; null when it could
 */
public record Examination(
        int samples,
        int classes,
        int checked,
        int differing,
        boolean probabilities,
        List<Rung> ladder,
        @Nullable String failure) {

    /**
     * What PGD did at one epsilon.
     *
     * @param epsilon in (0,1]
     * @param iterations steps
     * @param survived samples that it did not break
     * @param regained how many of these it had broken at the epsilon before
     * @param lost samples that it broke, and had not broken at the epsilon before
     */
    public record Rung(double epsilon, int iterations, int survived, int regained, int lost) {}

    /** Copies the list. */
    public Examination {
        ladder = List.copyOf(ladder);
    }

    /** Of a model that could not be examined. */
    public static Examination failed(int classes, String sentence) {
        return new Examination(0, classes, 0, 0, false, List.of(), sentence);
    }
}
