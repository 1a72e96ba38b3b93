package io.gauntlet.runtime.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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

/** Loads data sets by their plug-ins, each once for the process. */
public final class DataSets {
    private static final Duration LIMIT = Duration.ofHours(2);

    private final LoadedPlugins plugins;
    private final PluginBus bus;
    private final ComputePool pool;
    private final DataPlaces places;
    private final Map<String, CompletableFuture<LoadedDataSet>> loaded = new ConcurrentHashMap<>();

    /** Loads on the pool, asked over the bus. */
    public DataSets(LoadedPlugins plugins, PluginBus bus, ComputePool pool, DataPlaces places) {
        this.plugins = plugins;
        this.bus = bus;
        this.pool = pool;
        this.places = places;
    }

    /** Where they look for their files. */
    DataPlaces places() {
        return places;
    }

    /**
     * The data set with these parameters; waits while it is loaded.
     *
     * @throws InvalidInputException when there is none of that id or a parameter is wrong
     * @throws io.gauntlet.api.data.DataUnavailableException when its files cannot be had
     */
    public LoadedDataSet get(String id, JsonNode params) throws InterruptedException {
        plugins.catalog().find(Kind.DATA_SET, id);
        String key = id + CanonicalJson.write(params);
        CompletableFuture<LoadedDataSet> fresh = new CompletableFuture<>();
        CompletableFuture<LoadedDataSet> known = loaded.putIfAbsent(key, fresh);
        if (known == null) {
            JsonObject message = new JsonObject().put("load", key).put("params", CanonicalJson.write(params));
            bus.send(Kind.DATA_SET, id, message).onFailure(fresh::completeExceptionally);
        }
        try {
            return (known == null ? fresh : known).get();
        } catch (ExecutionException e) {
            // Another attempt may succeed.
            loaded.remove(key, fresh);
            throw Faults.unchecked(e.getCause());
        }
    }

    /** Takes the message of {@link #get} on the data set's verticle. */
    public void accept(String id, JsonObject message) {
        String key = message.getString("load", "");
        CompletableFuture<LoadedDataSet> result = loaded.get(key);
        if (result == null) {
            throw new IllegalArgumentException("The message names no loading of a data set that is under way.");
        }
        Registered plugin = plugins.catalog().find(Kind.DATA_SET, id);
        JsonNode params = CanonicalJson.parse(message.getString("params"));
        StopSignal stop = new StopSignal();
        Progress progress = new JobProgress(bus, Optional.empty(), "dataset-" + id, stop);
        var unused = pool.submit(new ComputeTask<>(
                        "Loading the data set '" + id + "'",
                        plugins.loader(plugin),
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
