package io.gauntlet.arena.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.transformation.ChosenTransformation;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.NearestName;
import io.gauntlet.arena.parameter.ParameterSchema;

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
            Registered other = ofKind(plugin.kind()).putIfAbsent(plugin.id(), plugin.in(this));
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

    /**
     * What another plug-in works with.
     *
     * @param plugin a transformation
     * @param params all its parameters, canonical
     */
    public record Use(Registered plugin, ObjectNode params) {}

    /**
     * The transformations that the parameters of a plug-in name, and those that theirs name.
     *
     * @throws InvalidInputException when there is no such plug-in, or a parameter is wrong
     */
    public List<Use> used(Kind kind, String id, JsonNode params) {
        List<Use> used = new ArrayList<>();
        find(kind, id).parameters().transformations(params).forEach(chosen -> used.add(use(chosen)));
        return used;
    }

    private <P extends Record> Use use(ChosenTransformation<P> chosen) {
        ParameterSchema<P> schema = ParameterSchema.of(
                "transformation '" + chosen.id() + "'", chosen.factory().parameters());
        return new Use(find(Kind.TRANSFORMATION, chosen.id()), schema.canonical(chosen.parameters()));
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
