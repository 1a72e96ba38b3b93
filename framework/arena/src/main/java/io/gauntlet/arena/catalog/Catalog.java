package io.gauntlet.arena.catalog;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.NearestName;

/** The plug-ins at hand, by kind and id. Immutable. */
public final class Catalog {
    private final Map<Kind, NavigableMap<String, Registered>> byKind = new EnumMap<>(Kind.class);

    /**
     * Holds some plug-ins.
     *
     * @throws InvalidInputException when two of a kind have the same id, naming the jars they came from
     */
    public Catalog(Collection<Registered> plugins) {
        for (Kind kind : Kind.values()) {
            byKind.put(kind, new TreeMap<>());
        }
        for (Registered plugin : plugins) {
            Registered other = ofKind(plugin.kind()).putIfAbsent(plugin.id(), plugin);
            if (other != null) {
                throw new InvalidInputException(duplicate(other, plugin));
            }
        }
    }

    private static String duplicate(Registered first, Registered second) {
        String what = "There are two " + first.kind().plural() + " named '" + first.id() + "': ";
        String where = first.jarName().equals(second.jarName())
                        && first.jarSha().equals(second.jarSha())
                ? "both are in " + first.jarName() + ". Give one of them another id."
                : "one in " + first.jarName() + " and one in " + second.jarName() + ". Remove one of these jars.";
        return what + where;
    }

    private NavigableMap<String, Registered> ofKind(Kind kind) {
        @Nullable NavigableMap<String, Registered> plugins = byKind.get(kind);
        if (plugins == null) {
            throw new IllegalStateException("The constructor made no map for " + kind + ".");
        }
        return plugins;
    }

    /**
     * The plug-in of a kind with an id.
     *
     * @throws InvalidInputException when there is none, with the nearest id
     */
    public Registered find(Kind kind, String id) {
        @Nullable Registered plugin = ofKind(kind).get(id);
        if (plugin == null) {
            throw new InvalidInputException("There is no " + kind.noun() + " named '" + id + "'."
                    + NearestName.question(id, ids(kind)) + " `./gauntlet plugins` lists them all.");
        }
        return plugin;
    }

    /** All plug-ins of a kind, sorted by id. */
    public List<Registered> all(Kind kind) {
        return List.copyOf(ofKind(kind).values());
    }

    /** The ids of all plug-ins of a kind, sorted. */
    public List<String> ids(Kind kind) {
        return List.copyOf(ofKind(kind).keySet());
    }
}
