package io.gauntlet.app.cli;

import picocli.CommandLine.Command;

import io.gauntlet.app.json.Json;
import io.gauntlet.arena.spec.SpecReader;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.plugin.LoadedPlugins;

/** Prints the schema of specs. */
@Command(name = "schema", description = "Print the JSON Schema of tournament specs, for editors.")
final class SchemaCommand extends Subcommand {
    @Override
    public Integer call() {
        try (LoadedPlugins plugins = Gauntlet.load(parent.pluginRoots())) {
            out().println(Json.pretty(SpecReader.schema(plugins.catalog())));
            return ExitStatus.DONE;
        }
    }
}
