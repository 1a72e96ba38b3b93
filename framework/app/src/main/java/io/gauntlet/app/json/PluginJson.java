package io.gauntlet.app.json;

import java.util.List;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Description;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.catalog.VersionChange;

/** Plug-ins as JSON. */
public final class PluginJson {
    private PluginJson() {}

    /** All plug-ins by kind: {@code {attack: [{kind, id, version, summary}], …}}. */
    public static JsonNode list(Catalog catalog) {
        TreeMap<String, List<JsonNode>> kinds = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            kinds.put(
                    kind.id(), catalog.all(kind).stream().map(PluginJson::line).toList());
        }
        return Json.tree(kinds);
    }

    static JsonNode line(Registered plugin) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", plugin.kind().id())
                .put("id", plugin.id())
                .put("version", plugin.version())
                .put("summary", plugin.description().summary());
    }

    /** As {@link #page(Registered)}, with {@code since}: what differs from the version recorded before, if there is one. */
    public static JsonNode page(Registered plugin, @Nullable VersionChange change) {
        ObjectNode page = page(plugin);
        if (change != null) {
            ObjectNode since =
                    page.putObject("since").put("version", change.before()).put("jarSha", change.jarBefore());
            since.set("parameters", Json.tree(change.parameters()));
        }
        return page;
    }

    /** Everything about one plug-in: its description, where it came from, its parameters and what it needs. */
    public static ObjectNode page(Registered plugin) {
        Description description = plugin.description();
        ObjectNode page = JsonNodeFactory.instance
                .objectNode()
                .put("kind", plugin.kind().id())
                .put("id", plugin.id())
                .put("version", plugin.version())
                .put("summary", description.summary())
                .put("notes", description.notes())
                .put("jar", plugin.jarName())
                .put("jarSha", plugin.jarSha());
        page.set("papers", Json.tree(description.papers()));
        page.set("parameters", Json.tree(plugin.parameters().help()));
        page.set("schema", plugin.parameters().jsonSchema());
        if (plugin.kind() == Kind.ATTACK) {
            AttackInfo info = plugin.attack().info();
            page.set("looksFor", Json.tree(info.kind()));
            page.set("norms", Json.tree(info.norms().stream().sorted().toList()));
            page.put("knowledge", info.knowledge().id())
                    .put("targeted", info.targeted())
                    .put("fits", info.fits())
                    .put("cost", info.cost());
        } else if (plugin.kind() == Kind.DEFENSE) {
            DefenseInfo info = plugin.defense().info();
            page.put("randomised", info.randomised())
                    .put("trains", info.trains())
                    .put("canary", info.canary());
        }
        return page;
    }
}
