package io.gauntlet.plugins.defenses.training;

import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.defense.TrainingOptions.Schedule;

/** The optimiser that the defenses of this plug-in share. */
public final class Recipe {
    private Recipe() {}

    /** Adam with a cyclic rate. */
    public static TrainingOptions cyclic(int epochs, int batch, double learningRate) {
        return TrainingOptions.adam(epochs, batch, learningRate).withSchedule(Schedule.CYCLIC);
    }
}
