package io.gauntlet.plugins.transformations.chain;

import java.util.ArrayList;
import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Param;
import io.gauntlet.api.model.Stage;
import io.gauntlet.api.transformation.ChosenTransformation;
import io.gauntlet.api.transformation.TransformationFactory;

/**
 * The parameters of {@code chain}.
 *
 * @param transformations the members, first to last
 */
public record Chain(
        @Param(value = "The transformations that follow one another, first to last.", min = 1, max = 20)
        List<ChosenTransformation<?>> transformations) {
    /** Copies the list. @throws IllegalArgumentException when it is empty */
    public Chain {
        transformations = List.copyOf(transformations);
        if (transformations.isEmpty()) {
            throw new IllegalArgumentException("A chain needs at least one transformation.");
        }
    }

    /** What makes it. */
    public static TransformationFactory<Chain> factory() {
        Description description = new Description(
                "chain",
                "1.0.0",
                "Applies several transformations, one after the other.",
                List.of("A. Athalye, L. Engstrom, A. Ilyas and K. Kwok: Synthesizing Robust Adversarial Examples, 2018,"
                        + " table 1 (rotation, scale, light and noise together)"),
                "Each member draws for itself. The derivative is that of the members put together: exact when all of theirs"
                        + " are.");
        return new TransformationFactory<>(description, Chain.class, parameters -> shape -> {
            List<Stage> members = new ArrayList<>();
            for (ChosenTransformation<?> chosen : parameters.transformations()) {
                members.add(chosen.create().stage(shape));
            }
            return new ChainStage(members, shape);
        });
    }
}
