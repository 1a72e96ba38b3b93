package io.gauntlet.api.model;

import java.util.List;
import java.util.Optional;

/**
 * What a defender puts into the arena: stages applied in order, the last of which yields logits, and possibly a
 * detector that looks at the same input.
 *
 * @param stages at least one
 * @param detector decides which samples are rejected; empty when all are accepted
 */
public record DefendedModel(List<Stage> stages, Optional<Detector> detector) {
    /** Checks that there is a stage. @throws IllegalArgumentException when there is none */
    public DefendedModel {
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("A defended model needs at least one stage.");
        }
    }

    /** Stages without a detector. */
    public static DefendedModel of(Stage... stages) {
        return new DefendedModel(List.of(stages), Optional.empty());
    }
}
