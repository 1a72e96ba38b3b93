package io.gauntlet.runtime;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.NoParameters;
import io.gauntlet.api.Plugin;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.model.Parts;
import io.gauntlet.arena.spec.DefenderSpec;

/** The defense of a network that the user brings and that is to stay as it is. */
final class ImportedPlugin implements Plugin {
    /** Counts what the defense does, so that models imported by an earlier build of the same do not count as changed. */
    static final String BUILD = "gauntlet imported 1";

    private static final DefenseInfo INFO = new DefenseInfo(
            new Description(
                    DefenderSpec.IMPORTED,
                    "1",
                    "No defense: a network of yours, from a file, as it is.",
                    List.of(),
                    "Name the file in a spec: `defenders: [{model: my-network.onnx}]`. It is stored with the tournament."),
            false,
            false);

    @Override
    public List<DefenseFactory<?>> defenses() {
        return List.of(new DefenseFactory<>(INFO, NoParameters.class, none -> new AsItIs()));
    }

    private static final class AsItIs implements Defense {
        @Override
        public Parts train(Training training) {
            return training.base()
                    .orElseThrow(() -> new IllegalStateException("There is no imported network to leave as it is."));
        }
    }
}
