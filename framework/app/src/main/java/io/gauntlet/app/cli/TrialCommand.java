package io.gauntlet.app.cli;

import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.runtime.trial.Trial;
import io.gauntlet.runtime.trial.TrialListener;

/** What the commands that try out one model have. */
abstract class TrialCommand extends Subcommand {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE|ID",
            description = "The file of a network (ONNX, or one that Gauntlet stored), or the id of a stored model (its"
                    + " first digits will do).")
    String model = "";

    @Option(names = "--dataset", required = true, paramLabel = "ID", description = "The data set, such as mnist.")
    String dataSet = "";

    @Option(
            names = "--first",
            paramLabel = "I",
            description = "The position of the first sample in the test split (default: 0).")
    int first;

    @Option(names = "--seed", paramLabel = "N", description = "The root of all draws (default: 1).")
    long seed = 1;

    @Option(names = "--workers", paramLabel = "N", description = "How many threads compute (default: one a core).")
    @Nullable
    Integer workers;

    /** How many samples; empty when not given. */
    static OptionalInt samples(@Nullable Integer given) {
        if (given != null && given < 1) {
            throw new InvalidInputException(
                    "The option --samples takes a whole number of at least 1, not " + given + ".");
        }
        return given == null ? OptionalInt.empty() : OptionalInt.of(given);
    }

    /** Loads the plug-ins. */
    final Trial open() {
        if (first < 0) {
            throw new InvalidInputException(
                    "The option --first takes a position, which is 0 or more, not " + first + ".");
        }
        return Trial.open(parent.config(Workers.of(workers)));
    }

    /** Once the request is understood: begins to log, and to tell how the loading of data goes on. */
    final void begin(Trial trial) {
        Logging.begin(parent.dataFolder(), parent.surroundings(), parent.debug);
        trial.onProgress(new DataSetNotes(err())::take);
    }

    /** The model as the runtime takes it. */
    final String model() {
        return Choices.model(parent.surroundings(), model);
    }

    /** Shows progress of {@code what}. */
    static TrialListener shown(ProgressDisplay display, String what) {
        return (over, pieces, done) -> display.show(over, pieces, done, what);
    }
}
