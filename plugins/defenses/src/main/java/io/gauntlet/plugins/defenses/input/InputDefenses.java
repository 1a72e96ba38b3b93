package io.gauntlet.plugins.defenses.input;

import java.util.List;

import io.gauntlet.api.defense.DefenseFactory;

/** All of them. */
public final class InputDefenses {
    private InputDefenses() {}

    /** Their factories. */
    public static List<DefenseFactory<?>> factories() {
        return List.of(
                Jpeg.factory(),
                BitDepth.factory(),
                MedianSmoothing.factory(),
                TotalVariation.factory(),
                RandomResizePad.factory(),
                RandomNoise.factory(),
                InputDropout.factory(),
                Staircase.factory(),
                WrongWay.factory(),
                Thermometer.factory());
    }
}
