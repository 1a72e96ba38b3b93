package io.gauntlet.arena.flag;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Norm;

/**
 * What the framework found out about a model before anybody attacked it, on samples of the calibration split that it
 * answers rightly. A detector, where there is one, is not asked.
 *
 * @param samples how many
 * @param classes of the data set
 * @param checked samples on which the gradient was compared with finite differences
 * @param differing how many of these comparisons it did not stand
 * @param probabilities whether all outputs seen were probabilities instead of logits: not negative, with the sum 1
 * @param ladder what PGD did at ever greater epsilon in the maximum norm, up to the whole box; nothing where only other
 *     norms were asked for
 * @param others the same in other norms; not written when there are none
 * @param failure why the model could not be examined, in one sentence; null when it could
 */
public record Examination(
        int samples,
        int classes,
        int checked,
        int differing,
        boolean probabilities,
        List<Rung> ladder,
        // Records of before other norms were tried lack them.
        @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<Norm, List<Rung>> others,

        @Nullable String failure) {

    /**
     * What PGD did at one epsilon.
     *
     * @param epsilon greater than 0, up to what the whole box takes in the norm: 1 in the maximum norm
     * @param iterations steps
     * @param survived samples that it did not break
     * @param regained how many of these it had broken at the epsilon before
     * @param lost samples that it broke, and had not broken at the epsilon before
     */
    public record Rung(double epsilon, int iterations, int survived, int regained, int lost) {}

    /** Copies the lists; no other norms when they are missing. */
    public Examination {
        ladder = List.copyOf(ladder);
        others = Collections.unmodifiableMap(
                new TreeMap<>(Objects.requireNonNullElse(others, Map.<Norm, List<Rung>>of())));
    }

    /** In the maximum norm alone. */
    public Examination(
            int samples,
            int classes,
            int checked,
            int differing,
            boolean probabilities,
            List<Rung> ladder,
            @Nullable String failure) {
        this(samples, classes, checked, differing, probabilities, ladder, Map.of(), failure);
    }

    /** The norm in which PGD says most about a threat model: its own where it was tried, else the maximum norm. */
    public Norm telling(Norm norm) {
        return others.containsKey(norm) ? norm : Norm.LINF;
    }

    /** What PGD did in a norm; nothing where it was not tried. */
    public List<Rung> ladder(Norm norm) {
        return norm == Norm.LINF ? ladder : others.getOrDefault(norm, List.of());
    }

    /** Of a model that could not be examined. */
    public static Examination failed(int classes, String sentence) {
        return new Examination(0, classes, 0, 0, false, List.of(), sentence);
    }
}
