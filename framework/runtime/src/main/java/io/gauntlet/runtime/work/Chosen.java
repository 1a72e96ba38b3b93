package io.gauntlet.runtime.work;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.Dependency;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.event.Player;
import io.gauntlet.runtime.plugin.LoadedPlugins;

/** Finds what the record names among the plug-ins that are loaded here. */
final class Chosen {
    private final LoadedPlugins plugins;

    Chosen(LoadedPlugins plugins) {
        this.plugins = plugins;
    }

    /**
     * The plug-in of a player, made of the same jars as when the player was recorded.
     *
     * @throws io.gauntlet.arena.InvalidInputException when there is none of that id
     * @throws IllegalStateException when its jars have changed
     */
    Registered find(Player player) {
        player.all().stream()
                // Those of the engine itself carry the build's name, and learn the same.
                .filter(part -> part.kind() != Kind.ARCHITECTURE)
                .forEach(this::check);
        return plugins.catalog().find(player.kind(), player.plugin());
    }

    /** Why a player cannot be played with the plug-ins that are loaded here, in one sentence; empty when it can. */
    Optional<String> obstacle(Player player) {
        try {
            find(player);
            return Optional.empty();
        } catch (InvalidInputException | IllegalStateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void check(Dependency part) {
        Registered found = plugins.catalog().find(part.kind(), part.plugin());
        if (!found.jarSha().equals(part.jar())) {
            throw new IllegalStateException("The " + part.kind().noun() + " '" + part.plugin()
                    + "' has changed since this was planned (its jars were "
                    + part.jar().substring(0, 12)
                    + " and are " + found.jarSha().substring(0, 12)
                    + "): restore its jars, or plan the tournament again.");
        }
    }

    /** The class loader of a plug-in. */
    ClassLoader loader(Registered found) {
        return plugins.loader(found);
    }

    /** The architecture that a defender names. */
    Registered architecture(Player defender) {
        String id = defender.architecture();
        if (id == null) {
            throw new IllegalStateException("The record names no architecture for '" + defender.label() + "'.");
        }
        return plugins.catalog().find(Kind.ARCHITECTURE, id);
    }

    /** The id of a data set as the record names it. */
    static String id(JsonNode dataSet) {
        return dataSet.required("id").textValue();
    }

    /** The parameters of a data set as the record names them. */
    static JsonNode params(JsonNode dataSet) {
        return dataSet.required("params");
    }
}
