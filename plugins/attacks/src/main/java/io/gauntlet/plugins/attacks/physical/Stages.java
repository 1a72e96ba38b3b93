package io.gauntlet.plugins.attacks.physical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.gauntlet.api.model.Stage;
import io.gauntlet.api.transformation.ChosenTransformation;

/** The transformations of an attack's parameters, made for the samples at hand. */
final class Stages {
    private Stages() {}

    /** @throws IllegalArgumentException when one does not take such samples or changes their shape */
    static List<Stage> of(List<ChosenTransformation<?>> transformations, long[] shape) {
        List<Stage> stages = new ArrayList<>();
        for (ChosenTransformation<?> chosen : transformations) {
            Stage stage = chosen.create().stage(shape);
            if (!Arrays.equals(stage.outputShape(shape), shape)) {
                throw new IllegalArgumentException(
                        "The transformation '" + chosen.id() + "' changes the shape of samples: leave it out.");
            }
            stages.add(stage);
        }
        return stages;
    }
}
