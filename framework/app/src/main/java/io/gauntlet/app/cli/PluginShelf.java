package io.gauntlet.app.cli;

import java.util.List;

import io.gauntlet.api.Plugin;
import io.gauntlet.api.model.Architecture;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.engine.architecture.Architectures;
import io.gauntlet.runtime.plugin.LoadedPlugins;
import io.gauntlet.runtime.plugin.PluginLoader;

/** The plug-ins, for commands that need nothing else: no database is opened. */
final class PluginShelf {
    /** What the framework itself brings has this name in the place of a jar's. */
    private static final String ENGINE = "gauntlet-engine";

    private PluginShelf() {}

    /** Loads them; the caller closes them. */
    static LoadedPlugins load(GauntletCommand command) {
        Plugin stock = new Plugin() {
            @Override
            public List<Architecture> architectures() {
                return List.copyOf(Architectures.stock().all());
            }
        };
        List<Registered> builtIn = Registered.of(stock, ENGINE, VersionProvider.version());
        return PluginLoader.load(command.pluginRoots(), builtIn);
    }
}
