package io.gauntlet.arena.event;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.catalog.Kind;

/**
 * A configured plug-in as the record names it: the label people see, and all that identifies what was run.
 *
 * @param kind attack, defense or transformation
 * @param label unique in its tournament
 * @param plugin the plug-in's id
 * @param version the plug-in's version
 * @param jar SHA-256 of the jar files it was loaded from
 * @param architecture of a defense's network; null for other kinds
 * @param params every parameter with its value
 * @param configuration SHA-256 of kind, plug-in, version, architecture and parameters
 */
public record Player(
        Kind kind,
        String label,
        String plugin,
        String version,
        String jar,
        @Nullable String architecture,
        JsonNode params,
        String configuration) {}
