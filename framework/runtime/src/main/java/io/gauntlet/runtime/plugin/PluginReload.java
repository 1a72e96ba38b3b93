package io.gauntlet.runtime.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What another look into the plug-in folders changed.
 *
 * @param added plug-ins that were not there before
 * @param changed plug-ins with other jars than before
 * @param stayed plug-ins with the same jars, and those whose new jars were refused
 * @param removed plug-ins that are no longer there: only what was planned with them still uses them
 * @param refused jars that cannot be used, and why
 */
public record PluginReload(
        List<LoadedPlugin> added,
        List<Change> changed,
        List<LoadedPlugin> stayed,
        List<LoadedPlugin> removed,
        List<PluginProblem> refused) {
    /** Two versions of a plug-in. */
    public record Change(LoadedPlugin before, LoadedPlugin after) {}

    /** Copies the lists. */
    public PluginReload {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        stayed = List.copyOf(stayed);
        removed = List.copyOf(removed);
        refused = List.copyOf(refused);
    }

    static PluginReload between(LoadedPlugins before, LoadedPlugins after) {
        Map<Path, LoadedPlugin> gone = new HashMap<>();
        before.plugins().forEach(plugin -> gone.put(plugin.path(), plugin));
        List<LoadedPlugin> added = new ArrayList<>();
        List<Change> changed = new ArrayList<>();
        List<LoadedPlugin> stayed = new ArrayList<>();
        for (LoadedPlugin plugin : after.plugins()) {
            LoadedPlugin old = gone.remove(plugin.path());
            if (old == null) {
                added.add(plugin);
            } else if (old.sha().equals(plugin.sha())) {
                stayed.add(plugin);
            } else {
                changed.add(new Change(old, plugin));
            }
        }
        List<LoadedPlugin> removed = before.plugins().stream()
                .filter(plugin -> gone.containsKey(plugin.path()))
                .toList();
        return new PluginReload(added, changed, stayed, removed, after.problems());
    }

    /** The plug-ins that came with this look: those that were added, and the new versions of those that changed. */
    public List<LoadedPlugin> fresh() {
        List<LoadedPlugin> fresh = new ArrayList<>(added);
        changed.forEach(change -> fresh.add(change.after()));
        return fresh;
    }
}
