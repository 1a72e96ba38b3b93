package io.gauntlet.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.parameter.ParameterChanges;
import io.gauntlet.runtime.plugin.LoadedPlugin;
import io.gauntlet.runtime.plugin.PluginReload;

/** What a look into the plug-in folders found, in words. */
public final class ReloadText {
    private ReloadText() {}

    /** A line for each plug-in that was added, changed or removed, and one for all that stayed; not what was refused. */
    public static List<String> lines(PluginReload reload) {
        List<String> lines = new ArrayList<>();
        for (LoadedPlugin plugin : reload.added()) {
            lines.add("Added " + plugin.name() + ": "
                    + plugin.brings().stream().map(ReloadText::words).collect(Collectors.joining(", ")) + ".");
        }
        for (PluginReload.Change change : reload.changed()) {
            lines.add("Changed " + change.after().name() + " (jars "
                    + change.before().sha().substring(0, 12) + " before, "
                    + change.after().sha().substring(0, 12) + " now): " + changed(change) + ".");
        }
        for (LoadedPlugin plugin : reload.removed()) {
            lines.add("Removed " + plugin.name() + ": what was planned with it is still played.");
        }
        if (!reload.stayed().isEmpty()) {
            lines.add("As before: "
                    + reload.stayed().stream().map(LoadedPlugin::name).collect(Collectors.joining(", ")) + ".");
        }
        if (!reload.changed().isEmpty()) {
            lines.add("Tournaments that began before keep the version they began with.");
        }
        return lines;
    }

    private static String words(Registered one) {
        return one.kind().noun() + " '" + one.id() + "', version " + one.version();
    }

    private static String changed(PluginReload.Change change) {
        List<String> words = new ArrayList<>();
        for (Registered now : change.after().brings()) {
            Optional<Registered> before = find(change.before(), now);
            words.add(
                    before.isEmpty()
                            ? words(now) + ", is new"
                            : words(now)
                                    + (before.get().version().equals(now.version())
                                            ? " as before"
                                            : " after " + before.get().version())
                                    + parameters(before.get(), now));
        }
        for (Registered before : change.before().brings()) {
            if (find(change.after(), before).isEmpty()) {
                words.add(before.kind().noun() + " '" + before.id() + "' is gone");
            }
        }
        return String.join("; ", words);
    }

    /** What its parameters are now, where they differ. */
    private static String parameters(Registered before, Registered now) {
        List<String> changes = ParameterChanges.between(
                before.parameters().jsonSchema(), now.parameters().jsonSchema());
        return changes.isEmpty() ? "" : " (parameters: " + String.join("; ", changes) + ")";
    }

    private static Optional<Registered> find(LoadedPlugin plugin, Registered one) {
        return plugin.brings().stream()
                .filter(other -> other.kind() == one.kind() && other.id().equals(one.id()))
                .findFirst();
    }
}
