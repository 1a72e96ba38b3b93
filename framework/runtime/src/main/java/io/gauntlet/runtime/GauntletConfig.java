package io.gauntlet.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.gauntlet.store.DatabaseConfig;

/**
 * How to open a {@link Gauntlet}.
 *
 * @param database where everything is stored
 * @param pluginRoots folders of plug-ins: a folder with jars below one is a plug-in, and so is a jar directly in it
 * @param data the folder that the user named for data sets' files, looked into first
 * @param cache keeps the files of data sets between runs
 * @param workers how many jobs run at once, at least 1
 * @param online whether data sets may fetch files
 */
public record GauntletConfig(
        DatabaseConfig database, List<Path> pluginRoots, Optional<Path> data, Path cache, int workers, boolean online) {
    /** Copies the list and checks the number. @throws IllegalArgumentException when there are no workers */
    public GauntletConfig {
        pluginRoots = List.copyOf(pluginRoots);
        if (workers < 1) {
            throw new IllegalArgumentException("There must be at least one worker, not " + workers + ".");
        }
    }

    /**
     * The embedded database in {@code postgres} below a data folder, as many workers as cores, online. The program
     * closes the Gauntlet when it ends, also by a signal.
     */
    public static GauntletConfig of(Path dataFolder, List<Path> pluginRoots, Path cache) {
        return new GauntletConfig(
                new DatabaseConfig.Embedded(dataFolder.resolve("postgres"), false),
                pluginRoots,
                Optional.empty(),
                cache,
                Runtime.getRuntime().availableProcessors(),
                true);
    }
}
