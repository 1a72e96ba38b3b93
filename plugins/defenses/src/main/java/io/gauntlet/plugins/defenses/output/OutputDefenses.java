package io.gauntlet.plugins.defenses.output;

import java.util.List;

import io.gauntlet.api.defense.DefenseFactory;

/** All of them. */
public final class OutputDefenses {
    private OutputDefenses() {}

    /** Their factories. */
    public static List<DefenseFactory<?>> factories() {
        return List.of(
                Temperature.factory(), Probabilities.factory(), Ensemble.factory(), RandomizedSmoothing.factory());
    }
}
