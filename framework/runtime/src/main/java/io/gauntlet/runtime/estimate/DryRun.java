package io.gauntlet.runtime.estimate;

import java.util.function.Consumer;

import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.spec.TournamentSpec;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.GauntletConfig;
import io.gauntlet.runtime.ImportedFiles;
import io.gauntlet.runtime.bus.ProgressReport;
import io.gauntlet.runtime.plugin.LoadedPlugins;
import io.gauntlet.runtime.plugin.PluginVersions;
import io.gauntlet.runtime.work.DataPlaces;
import io.gauntlet.runtime.work.LoadedDataSet;
import io.gauntlet.runtime.work.Workshop;

/**
 * Estimates what a tournament costs by trying out its parts on this machine: each attack on a few samples of a target
 * that withstands, each training on a few hundred examples, each network's speed. Nothing is recorded; no database is
 * opened.
 */
public final class DryRun implements AutoCloseable {
    private final GauntletConfig config;
    private final LoadedPlugins plugins;
    private final Workshop workshop;

    private DryRun(GauntletConfig config, LoadedPlugins plugins) {
        this.config = config;
        this.plugins = plugins;
        workshop = new Workshop(
                new PluginVersions(plugins),
                new DataPlaces(config.data(), config.cache(), config.online()),
                config.workers());
    }

    /** Loads the plug-ins. */
    public static DryRun open(GauntletConfig config) {
        return new DryRun(config, Gauntlet.load(config.pluginRoots()));
    }

    /** What can be chosen. */
    public Catalog catalog() {
        return plugins.catalog();
    }

    /** Hears how the loading of data goes on. */
    public void onProgress(Consumer<ProgressReport> listener) {
        workshop.bus().onProgress(listener);
    }

    /**
     * Tries out the parts of a tournament.
     *
     * @param files of the networks that the spec names
     * @param trying hears what is being tried out
     * @throws io.gauntlet.arena.InvalidInputException when spec and data do not fit each other, with what to do
     * @throws io.gauntlet.api.data.DataUnavailableException when the data cannot be had, with what to do
     */
    public TournamentEstimate estimate(TournamentSpec spec, ImportedFiles files, Consumer<String> trying)
            throws InterruptedException {
        LoadedDataSet data =
                workshop.dataSets().get(spec.dataSet().id(), spec.dataSet().params());
        return new Rehearsal(plugins, workshop.pool(), config.workers()).estimate(spec, data, files, trying);
    }

    @Override
    public void close() {
        workshop.close();
        plugins.close();
    }
}
