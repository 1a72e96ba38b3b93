package io.gauntlet.arena.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.catalog.Dependency;
import io.gauntlet.arena.catalog.Kind;

/**
 * A configured plug-in as the record names it: the label people see, and all that identifies what was run.
 *
 * @param kind attack, defense or transformation
 * @param label unique in its tournament
 * @param plugin the plug-in's id
 * @param version the plug-in's version
 * @param jar SHA-256 of the jar files it was loaded from
 * @param architecture of a defense's network, or the name of the file that it was imported from; null for other kinds
 * @param params every parameter with its value
 * @param configuration SHA-256 of kind, plug-in, version, architecture, imported model or base, and parameters
 * @param model SHA-256 of the network that was imported; null, and not written, when none was
 * @param dependencies the plug-ins that it is made of beside itself and its base, also indirectly, sorted; not written
 *     when there are none
 * @param base what a defense is put around; null, and not written, when it stands by itself
 * @param adapted how it came from an earlier model; null, and not written, when it learns from the beginning
 */
public record Player(
        Kind kind,
        String label,
        String plugin,
        String version,
        String jar,
        @Nullable String architecture,
        JsonNode params,
        String configuration,
        // Records of before there were imported models lack it.
        @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String model,
        // Nor did they say what a player is made of.
        @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Dependency> dependencies,
        // Nor were defenses put around others.
        @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Player base,
        // Nor did they learn again.
        @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Adaptation adapted) {
    /** Copies the list; none when it is missing. */
    public Player {
        dependencies = Objects.requireNonNullElse(dependencies, List.<Dependency>of()).stream()
                .toList();
    }

    /** One that learns from the beginning, if at all. */
    public Player(
            Kind kind,
            String label,
            String plugin,
            String version,
            String jar,
            @Nullable String architecture,
            JsonNode params,
            String configuration,
            @Nullable String model,
            List<Dependency> dependencies,
            @Nullable Player base) {
        this(kind, label, plugin, version, jar, architecture, params, configuration, model, dependencies, base, null);
    }

    /** Without an imported model and a base. */
    public Player(
            Kind kind,
            String label,
            String plugin,
            String version,
            String jar,
            @Nullable String architecture,
            JsonNode params,
            String configuration) {
        this(kind, label, plugin, version, jar, architecture, params, configuration, null, List.of(), null);
    }

    /** Itself, what it is put around, and all that these are made of. */
    public List<Dependency> all() {
        List<Dependency> all = new ArrayList<>();
        for (Player layer : layers()) {
            all.add(new Dependency(layer.kind, layer.plugin, layer.version, layer.jar));
            all.addAll(layer.dependencies);
        }
        return all;
    }

    /** The same under another label. */
    public Player labelled(String other) {
        return new Player(
                kind,
                other,
                plugin,
                version,
                jar,
                architecture,
                params,
                configuration,
                model,
                dependencies,
                base,
                adapted);
    }

    /** The innermost of its layers. */
    public Player innermost() {
        return layers().get(0);
    }

    /** This one and all that it is put around, the innermost first. */
    public List<Player> layers() {
        List<Player> layers = new ArrayList<>();
        for (Player at = this; at != null; at = at.base()) {
            layers.add(0, at);
        }
        return layers;
    }
}
