package io.gauntlet.arena.spec;

import io.gauntlet.api.Goal;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.parameter.ParameterSchema;

/** A threat model of changes of values as written in a spec. The compact constructor refuses what {@link ThreatModel} refuses. */
record ThreatModelParams(
        @Param("How the size of a perturbation is measured.")
        Norm norm,

        @Param("The largest perturbation allowed in that norm; pixels are in [0,1].")
        double epsilon,

        @Param(value = "What the attacker must reach.", defaultValue = "untargeted")
        Goal goal,

        @Param(value = "What the attacker may see.", defaultValue = "white-box")
        Knowledge knowledge,

        @Param(
                value = "Forward passes allowed for each sample; not limited when left out.",
                defaultValue = "" + ThreatModel.UNLIMITED,
                min = 1)
        long maxQueries,

        @Param(
                value = "Gradients allowed for each sample; not limited when left out.",
                defaultValue = "" + ThreatModel.UNLIMITED,
                min = 0)
        long maxGradients) {
    /** How it is read. */
    static final ParameterSchema<ThreatModelParams> SCHEMA =
            ParameterSchema.of("threat model", ThreatModelParams.class);

    ThreatModelParams {
        if (norm == Norm.POSE) {
            throw new IllegalArgumentException("poses are limited by rotation and translation, such as {rotation: 30,"
                    + " translation: 3}, instead of norm and epsilon.");
        }
        // The model's own constructor checks ranges.
        ThreatModel checked = new ThreatModel(norm, epsilon, goal, knowledge, maxQueries, maxGradients);
        if (checked.norm() == Norm.L0 && epsilon != Math.rint(epsilon)) {
            throw new IllegalArgumentException(
                    "epsilon " + epsilon + " must be a whole number for norm l0, which counts changed values.");
        }
    }

    ThreatModel toThreatModel() {
        return new ThreatModel(norm, epsilon, goal, knowledge, maxQueries, maxGradients);
    }
}
