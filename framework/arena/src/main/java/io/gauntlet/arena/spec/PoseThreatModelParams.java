package io.gauntlet.arena.spec;

import io.gauntlet.api.Goal;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Param;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.pose.PoseLimits;
import io.gauntlet.arena.parameter.ParameterSchema;

/** A threat model of poses as written in a spec. The compact constructor refuses what {@link PoseLimits} refuses. */
record PoseThreatModelParams(
        @Param(
                value = "The greatest angle, in degrees either way about the middle; nothing else may be done.",
                min = 0,
                max = 180)
        double rotation,

        @Param(value = "The greatest shift, in pixels either way, across and down.", min = 0, max = PoseLimits.FARTHEST)
        double translation,

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
    static final ParameterSchema<PoseThreatModelParams> SCHEMA =
            ParameterSchema.of("threat model of poses", PoseThreatModelParams.class);

    PoseThreatModelParams {
        // Its own constructor checks ranges.
        new PoseLimits(rotation, translation);
    }

    ThreatModel toThreatModel() {
        return new ThreatModel(new PoseLimits(rotation, translation), goal, knowledge, maxQueries, maxGradients);
    }
}
