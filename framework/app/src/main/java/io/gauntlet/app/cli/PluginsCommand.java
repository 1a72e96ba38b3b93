package io.gauntlet.app.cli;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.gauntlet.app.json.Json;
import io.gauntlet.app.json.PluginJson;
import io.gauntlet.app.text.PluginText;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.NearestName;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.catalog.VersionChange;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.plugin.LoadedPlugins;
import io.gauntlet.runtime.work.RecordedPlugins;
import io.gauntlet.store.StoreException;

/** Lists plug-ins, or tells everything about one. */
@Command(name = "plugins", description = "List all plug-ins, or tell everything about one: parameters, papers, cost.")
final class PluginsCommand extends Subcommand {
    @Parameters(paramLabel = "ID", arity = "0..1", description = "The id of a plug-in, such as pgd.")
    @Nullable
    String id;

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Override
    public Integer call() {
        try (LoadedPlugins plugins = Gauntlet.load(parent.pluginRoots())) {
            plugins.problems().forEach(problem -> err().println(problem.sentence()));
            if (id == null) {
                list(plugins.catalog());
            } else {
                page(find(plugins.catalog(), id));
            }
            return ExitStatus.DONE;
        }
    }

    private void list(Catalog catalog) {
        if (json) {
            out().println(Json.pretty(PluginJson.list(catalog)));
        } else {
            print(PluginText.list(catalog, Surroundings.WIDTH));
        }
    }

    private void page(List<Registered> found) {
        Map<Registered, VersionChange> changes = changes(found);
        if (json) {
            out().println(Json.pretty(found.stream()
                    .map(plugin -> PluginJson.page(plugin, changes.get(plugin)))
                    .toList()));
            return;
        }
        for (Registered plugin : found) {
            print(PluginText.page(plugin, changes.get(plugin), Surroundings.WIDTH));
        }
    }

    /** What differs from the versions recorded before, where there is a record. */
    private Map<Registered, VersionChange> changes(List<Registered> found) {
        Map<Registered, VersionChange> changes = new HashMap<>();
        if (parent.databaseIsEmbedded()
                && !Files.isDirectory(parent.dataFolder().resolve("postgres"))) {
            return changes;
        }
        try (Session session = Session.openReadOnly(parent)) {
            RecordedPlugins recorded =
                    new RecordedPlugins(session.gauntlet().database().events());
            for (Registered plugin : found) {
                recorded.sinceLastOther(plugin).ifPresent(change -> changes.put(plugin, change));
            }
        } catch (StoreException e) {
            err().println("What differs from the version recorded before cannot be told: " + e.getMessage());
        }
        return changes;
    }

    /** An id can be that of plug-ins of several kinds. */
    private static List<Registered> find(Catalog catalog, String id) {
        List<Registered> found = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            ids.addAll(catalog.ids(kind));
            catalog.all(kind).stream().filter(one -> one.id().equals(id)).forEach(found::add);
        }
        if (found.isEmpty()) {
            throw new InvalidInputException("There is no plug-in named '" + id + "'." + NearestName.question(id, ids)
                    + " `./gauntlet plugins` lists them all.");
        }
        return found;
    }
}
