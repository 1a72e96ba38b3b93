package io.gauntlet.app.json;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gauntlet.app.text.ReloadText;
import io.gauntlet.runtime.plugin.LoadedPlugin;
import io.gauntlet.runtime.plugin.PluginProblem;
import io.gauntlet.runtime.plugin.PluginReload;

/** What a look into the plug-in folders found, as JSON. */
public final class ReloadJson {
    private ReloadJson() {}

    /**
     * Everything: {@code {added, changed: [{before, after}], stayed, removed, refused, lines}}, where {@code refused} has
     * sentences and {@code lines} says the rest in words.
     */
    public static JsonNode answer(PluginReload reload) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("added", list(reload.added()));
        answer.set(
                "changed",
                Json.tree(reload.changed().stream()
                        .map(change -> JsonNodeFactory.instance
                                .objectNode()
                                .<ObjectNode>set("before", plugin(change.before()))
                                .<ObjectNode>set("after", plugin(change.after())))
                        .toList()));
        answer.set("stayed", list(reload.stayed()));
        answer.set("removed", list(reload.removed()));
        answer.set(
                "refused",
                Json.tree(reload.refused().stream().map(PluginProblem::sentence).toList()));
        answer.set("lines", Json.tree(ReloadText.lines(reload)));
        return answer;
    }

    private static JsonNode list(List<LoadedPlugin> plugins) {
        return Json.tree(plugins.stream().map(ReloadJson::plugin).toList());
    }

    private static JsonNode plugin(LoadedPlugin plugin) {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("name", plugin.name()).put("jarSha", plugin.sha());
        json.set(
                "brings",
                Json.tree(plugin.brings().stream().map(PluginJson::line).toList()));
        return json;
    }
}
