package io.gauntlet.plugins.defenses;

import java.util.List;
import java.util.stream.Stream;

import io.gauntlet.api.Plugin;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.plugins.defenses.detector.DetectorDefenses;
import io.gauntlet.plugins.defenses.input.InputDefenses;
import io.gauntlet.plugins.defenses.output.OutputDefenses;
import io.gauntlet.plugins.defenses.training.TrainingDefenses;

/** Brings the stock defenses: one package for each family. */
public final class DefensesPlugin implements Plugin {
    @Override
    public List<DefenseFactory<?>> defenses() {
        return Stream.of(
                        TrainingDefenses.factories(),
                        InputDefenses.factories(),
                        OutputDefenses.factories(),
                        DetectorDefenses.factories())
                .<DefenseFactory<?>>flatMap(List::stream)
                .toList();
    }
}
