package io.gauntlet.plugins.defenses;

import java.util.List;

import io.gauntlet.api.Plugin;
import io.gauntlet.api.defense.DefenseFactory;

/** Brings the stock defenses. */
public final class DefensesPlugin implements Plugin {
    @Override
    public List<DefenseFactory<?>> defenses() {
        return List.of(
                new DefenseFactory<>(None.INFO, None.Parameters.class, None::new),
                new DefenseFactory<>(
                        AdversarialTraining.INFO, AdversarialTraining.Parameters.class, AdversarialTraining::new));
    }
}
