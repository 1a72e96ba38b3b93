package io.gauntlet.app.cli;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.gauntlet.app.json.FlagJson;
import io.gauntlet.app.json.Json;
import io.gauntlet.app.text.FlagText;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.NearestName;
import io.gauntlet.arena.flag.Check;

/** Says what flags mean and what to do about them. */
@Command(name = "flags", description = "Say what the flags beside results mean, and what to do about them.")
final class FlagsCommand extends Subcommand {
    @Parameters(paramLabel = "ID", arity = "0..1", description = "The id of a flag, such as zero-gradients.")
    @Nullable
    String id;

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Override
    public Integer call() {
        if (json) {
            out().println(Json.pretty(id == null ? FlagJson.list() : FlagJson.page(find(id))));
        } else {
            print(id == null ? FlagText.list(Surroundings.WIDTH) : FlagText.page(find(id), Surroundings.WIDTH));
        }
        return ExitStatus.DONE;
    }

    private static Check find(String wanted) {
        List<String> ids = Arrays.stream(Check.values()).map(Check::id).toList();
        return Check.of(wanted)
                .orElseThrow(() -> new InvalidInputException("There is no flag named '" + wanted + "'."
                        + NearestName.question(wanted, ids) + " `./gauntlet flags` lists them all."));
    }
}
