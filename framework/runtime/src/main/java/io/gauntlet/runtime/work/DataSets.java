package io.gauntlet.runtime.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;

import io.gauntlet.api.Progress;
import io.gauntlet.api.data.DataSet;
import io.gauntlet.api.data.DataSource;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.arena.parameter.CanonicalJson;
import io.gauntlet.runtime.bus.PluginBus;
import io.gauntlet.runtime.compute.ComputePool;
import io.gauntlet.runtime.compute.ComputeTask;
import io.gauntlet.runtime.plugin.LoadedPlugins;
import io.gauntlet.runtime.plugin.PluginVersions;

/** Loads data sets by their plug-ins, each once for the process. */
public final class DataSets {
    private static final Duration LIMIT = Duration.ofHours(2);

    /** A loading, under way or done. */
    private record Loading(Registered plugin, ClassLoader loader, CompletableFuture<LoadedDataSet> data) {}

    private final PluginVersions versions;
    private final PluginBus bus;
    private final ComputePool pool;
    private final DataPlaces places;
    private final Map<String, Loading> loaded = new ConcurrentHashMap<>();

    /** Loads on the pool, asked over the bus. */
    public DataSets(PluginVersions versions, PluginBus bus, ComputePool pool, DataPlaces places) {
        this.versions = versions;
        this.bus = bus;
        this.pool = pool;
        this.places = places;
    }

    /** Where they look for their files. */
    DataPlaces places() {
        return places;
    }

    /**
     * The data set with these parameters by the plug-in in use; waits while it is loaded.
     *
     * @throws InvalidInputException when there is none of that id or a parameter is wrong
     * @throws io.gauntlet.api.data.DataUnavailableException when its files cannot be had
     */
    public LoadedDataSet get(String id, JsonNode params) throws InterruptedException {
        return get(versions.present(), id, params);
    }

    /** As {@link #get(String, JsonNode)}, by one of these plug-ins, which stay loaded meanwhile. */
    public LoadedDataSet get(LoadedPlugins plugins, String id, JsonNode params) throws InterruptedException {
        Registered plugin = plugins.catalog().find(Kind.DATA_SET, id);
        String key = plugin.jarSha() + id + CanonicalJson.write(params);
        Loading fresh = new Loading(plugin, plugins.loader(plugin), new CompletableFuture<>());
        Loading known = loaded.putIfAbsent(key, fresh);
        if (known == null) {
            JsonObject message = new JsonObject().put("load", key).put("params", CanonicalJson.write(params));
            bus.send(Kind.DATA_SET, id, message).onFailure(fresh.data()::completeExceptionally);
        }
        try {
            return (known == null ? fresh : known).data().get();
        } catch (ExecutionException e) {
            // Another attempt may succeed.
            loaded.remove(key, fresh);
            throw Faults.unchecked(e.getCause());
        }
    }

    /**
     * The data set that the record names, by the newest version of its plug-in that gives it.
     *
     * @param keeper keeps that version loaded
     * @throws IllegalStateException when none gives the data that was planned with
     */
    LoadedDataSet find(Chosen keeper, String id, JsonNode params, String hash) throws InterruptedException {
        RuntimeException failure = null;
        for (LoadedPlugins plugins : versionsOf(id)) {
            Optional<PluginVersions.Hold> hold = versions.hold(plugins);
            if (hold.isPresent()) {
                keeper.keep(hold.get());
                try {
                    LoadedDataSet data = get(plugins, id, params);
                    if (data.hash().equals(hash)) {
                        return data;
                    }
                } catch (RuntimeException e) {
                    failure = failure == null ? e : failure;
                }
                hold.get().close();
            }
        }
        if (failure != null) {
            throw failure;
        }
        versions.present().catalog().find(Kind.DATA_SET, id);
        throw new IllegalStateException("The data set '" + id
                + "' is not the one this was planned with: restore its files, or plan the tournament again.");
    }

    /** The newest look of each version of a data set's plug-in. */
    private List<LoadedPlugins> versionsOf(String id) {
        Set<String> jars = new HashSet<>();
        return versions.all().stream()
                .filter(plugins -> plugins.catalog().ids(Kind.DATA_SET).contains(id))
                .filter(plugins ->
                        jars.add(plugins.catalog().find(Kind.DATA_SET, id).jarSha()))
                .toList();
    }

    /** Forgets what plug-ins of these jars loaded. */
    void forget(Set<String> jars) {
        loaded.values().removeIf(one -> jars.contains(one.plugin().jarSha()));
    }

    /** Takes the message of {@link #get} on the data set's verticle. */
    public void accept(String id, JsonObject message) {
        Loading loading = loaded.get(message.getString("load", ""));
        if (loading == null) {
            throw new IllegalArgumentException("The message names no loading of a data set that is under way.");
        }
        Registered plugin = loading.plugin();
        CompletableFuture<LoadedDataSet> result = loading.data();
        JsonNode params = CanonicalJson.parse(message.getString("params"));
        StopSignal stop = new StopSignal();
        Progress progress = new JobProgress(bus, Optional.empty(), "dataset-" + id, stop);
        var unused = pool.submit(new ComputeTask<>(
                        "Loading the data set '" + id + "'",
                        loading.loader(),
                        LIMIT,
                        stop,
                        () -> load(plugin, params, progress)))
                .whenComplete((data, failure) -> {
                    if (failure == null) {
                        result.complete(data);
                    } else {
                        result.completeExceptionally(failure);
                    }
                });
    }

    private LoadedDataSet load(Registered plugin, JsonNode params, Progress progress) {
        DataSet.Loaded data = plugin.createDataSet(params).load(source(plugin.id(), progress));
        TreeMap<String, Object> identity = new TreeMap<>();
        identity.put("id", plugin.id());
        identity.put("version", plugin.version());
        identity.put("params", params);
        identity.put("files", data.files());
        String hash = CanonicalJson.sha256(EventCodec.tree(identity));
        return new LoadedDataSet(plugin.id(), data.splits(), data.files(), hash);
    }

    private DataSource source(String id, Progress progress) {
        Path cache = places.cache().resolve(id);
        try {
            Files.createDirectories(cache);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The folder " + cache + " for the files of the data set '" + id + "' cannot be made", e);
        }
        return new DataSource() {
            @Override
            public Optional<Path> folder() {
                return places.folder();
            }

            @Override
            public Path cache() {
                return cache;
            }

            @Override
            public boolean online() {
                return places.online();
            }

            @Override
            public Progress progress() {
                return progress;
            }
        };
    }
}
