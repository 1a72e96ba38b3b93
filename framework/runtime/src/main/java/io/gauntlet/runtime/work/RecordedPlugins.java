package io.gauntlet.runtime.work;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.gauntlet.arena.catalog.Dependency;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.catalog.VersionChange;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Event.PluginRegistered;
import io.gauntlet.store.EventStore;
import io.gauntlet.store.RecordedEvent;

/** The versions of plug-ins that the record knows, and how those that are loaded differ from them. */
public final class RecordedPlugins {
    private final EventStore events;

    /** Those of a record. */
    public RecordedPlugins(EventStore events) {
        this.events = events;
    }

    /** How what is loaded differs from a version that something recorded depends on. */
    public VersionChange since(Dependency before, Registered now) {
        return events.readStream("plugin-" + before.jar()).stream()
                .map(Recording::read)
                .filter(event -> event instanceof PluginRegistered one
                        && one.kind().equals(before.kind().id())
                        && one.id().equals(before.plugin()))
                .map(event -> ((PluginRegistered) event).schema())
                .findFirst()
                .map(schema -> VersionChange.of(before.version(), before.jar(), schema, now))
                .orElseGet(() -> VersionChange.of(before.version(), before.jar(), null, now));
    }

    /** How a plug-in differs from the last version with other jars; empty when the record knows none. */
    public Optional<VersionChange> sinceLastOther(Registered now) {
        PluginRegistered last = null;
        for (PluginRegistered one : all()) {
            boolean other = !one.jar().equals(now.jarSha());
            last = key(one).equals(key(now)) && other ? one : last;
        }
        return Optional.ofNullable(last).map(before -> change(before, now));
    }

    /** Those that are not what was recorded last under their names; not those that were never recorded. */
    public List<VersionChange> sinceLast(Collection<Registered> loaded) {
        Map<String, PluginRegistered> last = new HashMap<>();
        all().forEach(one -> last.put(key(one), one));
        List<VersionChange> changes = new ArrayList<>();
        for (Registered now : new LinkedHashSet<>(loaded)) {
            PluginRegistered before = last.get(key(now));
            // Those of the engine itself carry the build's name, and learn the same.
            if (before != null && !before.jar().equals(now.jarSha()) && now.kind() != Kind.ARCHITECTURE) {
                changes.add(change(before, now));
            }
        }
        return changes;
    }

    /** The same as sentences for people: one for each plug-in, and one for all that differ in nothing but their jars. */
    public List<String> notices(Collection<Registered> loaded) {
        List<VersionChange> changes = sinceLast(loaded);
        List<String> notices = new ArrayList<>();
        changes.stream()
                .filter(change -> !change.jarsOnly())
                .map(change -> "The " + name(change) + " is not what was recorded last (" + change.words()
                        + "): check what your spec gives it; results of before keep the version they were made with.")
                .forEach(notices::add);
        String same = changes.stream()
                .filter(VersionChange::jarsOnly)
                .map(RecordedPlugins::name)
                .collect(Collectors.joining(", "));
        if (!same.isEmpty()) {
            notices.add(
                    "Loaded from other jars than recorded last, with the same versions and parameters: " + same + ".");
        }
        return notices;
    }

    private static String name(VersionChange change) {
        return change.now().kind().noun() + " '" + change.now().id() + "'";
    }

    private static VersionChange change(PluginRegistered before, Registered now) {
        return VersionChange.of(before.version(), before.jar(), before.schema(), now);
    }

    private static String key(PluginRegistered one) {
        return one.kind() + "/" + one.id();
    }

    private static String key(Registered one) {
        return one.kind().id() + "/" + one.id();
    }

    private List<PluginRegistered> all() {
        List<PluginRegistered> all = new ArrayList<>();
        long position = 0;
        List<RecordedEvent> page;
        do {
            page = events.readCategory("plugin", position, EventStore.MAX_PAGE);
            for (RecordedEvent recorded : page) {
                position = recorded.position();
                Event event = Recording.read(recorded);
                if (event instanceof PluginRegistered one) {
                    all.add(one);
                }
            }
        } while (page.size() == EventStore.MAX_PAGE);
        return all;
    }
}
