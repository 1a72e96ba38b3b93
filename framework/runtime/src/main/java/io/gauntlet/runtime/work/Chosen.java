package io.gauntlet.runtime.work;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.Dependency;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.event.Player;
import io.gauntlet.runtime.plugin.LoadedPlugins;
import io.gauntlet.runtime.plugin.PluginVersions;
import io.gauntlet.store.EventStore;

/** Finds what the record names among the plug-ins that are loaded here, and keeps that loaded until it is closed. */
final class Chosen implements AutoCloseable {
    private final PluginVersions versions;
    private final EventStore events;
    private final String since;
    private final String instead;
    private final List<PluginVersions.Hold> holds = new CopyOnWriteArrayList<>();

    /** For what was planned. */
    Chosen(PluginVersions versions, EventStore events) {
        this(versions, events, "this was planned", "plan the tournament again");
    }

    /**
     * For anything that the record names.
     *
     * @param events say which parameters a version had
     * @param since when it was recorded, to follow "since"
     * @param instead what can be done instead of restoring jars, to follow "or"
     */
    Chosen(PluginVersions versions, EventStore events, String since, String instead) {
        this.versions = versions;
        this.events = events;
        this.since = since;
        this.instead = instead;
    }

    /**
     * The plug-in of a player, made of the same jars as when the player was recorded.
     *
     * @throws InvalidInputException when there is none of that id, or its jars have changed, with what to do
     */
    Registered find(Player player) {
        return plugins(player).catalog().find(player.kind(), player.plugin());
    }

    private LoadedPlugins plugins(Player player) {
        PluginVersions.Hold hold = versions.hold(player.all()).orElseGet(versions::hold);
        keep(hold);
        player.all().stream()
                // Those of the engine itself carry the build's name, and learn the same.
                .filter(part -> part.kind() != Kind.ARCHITECTURE)
                .forEach(part -> check(part, hold.plugins()));
        return hold.plugins();
    }

    /** Why a player cannot be played with the plug-ins that are loaded here, in one sentence; empty when it can. */
    Optional<String> obstacle(Player player) {
        try {
            find(player);
            return Optional.empty();
        } catch (InvalidInputException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void check(Dependency part, LoadedPlugins plugins) {
        Registered found = plugins.catalog().find(part.kind(), part.plugin());
        if (!found.jarSha().equals(part.jar())) {
            throw new InvalidInputException("The " + part.kind().noun() + " '" + part.plugin() + "' has changed since "
                    + since + " ("
                    + new RecordedPlugins(events).since(part, found).words()
                    + "): restore its jars, or " + instead + ".");
        }
    }

    /** Keeps something more until this is closed. */
    void keep(PluginVersions.Hold hold) {
        holds.add(hold);
    }

    /** The class loader of a plug-in that was found here. */
    ClassLoader loader(Registered found) {
        return holds.stream()
                .map(hold -> hold.plugins().loader(found))
                .filter(loader -> loader != LoadedPlugins.class.getClassLoader())
                .findFirst()
                .orElse(LoadedPlugins.class.getClassLoader());
    }

    /** The architecture that a defender names. */
    Registered architecture(Player defender) {
        String id = defender.architecture();
        if (id == null) {
            throw new IllegalStateException("The record names no architecture for '" + defender.label() + "'.");
        }
        return architecture(defender, id);
    }

    /** An architecture, as a player meets it. */
    Registered architecture(Player player, String id) {
        return plugins(player).catalog().find(Kind.ARCHITECTURE, id);
    }

    /** The id of a data set as the record names it. */
    static String id(JsonNode dataSet) {
        return dataSet.required("id").textValue();
    }

    /** The parameters of a data set as the record names them. */
    static JsonNode params(JsonNode dataSet) {
        return dataSet.required("params");
    }

    /** Keeps nothing any longer. */
    @Override
    public void close() {
        holds.forEach(PluginVersions.Hold::close);
    }
}
