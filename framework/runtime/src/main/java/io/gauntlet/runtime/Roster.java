package io.gauntlet.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Plugin;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Dependency;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Player;
import io.gauntlet.arena.spec.AttackerSpec;
import io.gauntlet.arena.spec.Choice;
import io.gauntlet.arena.spec.DefenderSpec;
import io.gauntlet.arena.spec.ImportedModel;
import io.gauntlet.arena.spec.TournamentSpec;
import io.gauntlet.arena.spec.TransformationSpec;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.store.Append;
import io.gauntlet.store.ExpectedVersion;

/** How plug-ins of the catalog enter the record: as players, with all that they are made of. */
final class Roster {
    private final Catalog catalog;

    Roster(Catalog catalog) {
        this.catalog = catalog;
    }

    /** All that a spec names. */
    List<Player> players(TournamentSpec spec) {
        List<Player> players = new ArrayList<>();
        spec.allAttackers().forEach(one -> players.add(attacker(one)));
        spec.allDefenders().forEach(one -> players.add(defender(one)));
        spec.transformations().forEach(one -> players.add(transformation(one)));
        return players;
    }

    /** The plug-ins that these consist of, and that of the data. */
    Set<Registered> parts(TournamentSpec spec) {
        Set<Registered> parts = new LinkedHashSet<>();
        parts.add(catalog.find(Kind.DATA_SET, spec.dataSet().id()));
        players(spec).stream()
                .flatMap(player -> player.all().stream())
                .forEach(part -> parts.add(catalog.find(part.kind(), part.plugin())));
        return parts;
    }

    Player attacker(AttackerSpec spec) {
        return player(spec, spec.label(), null, null, null);
    }

    Player transformation(TransformationSpec spec) {
        return player(spec, spec.label(), null, null, null);
    }

    Player defender(DefenderSpec spec) {
        ImportedModel model = spec.model();
        DefenderSpec base = spec.base();
        DefenderSpec core = spec.innermost();
        ImportedModel imported = core.model();
        return player(
                spec,
                spec.label(),
                imported == null ? core.architecture() : imported.name(),
                model == null ? null : model.sha256(),
                base == null ? null : defender(base));
    }

    /**
     * A player as it would be recorded with what is installed today.
     *
     * @throws io.gauntlet.arena.InvalidInputException when its plug-in is not, or no longer takes its parameters
     */
    Player today(Player before) {
        if (before.kind() == Kind.ATTACK) {
            Registered found = catalog.find(before.kind(), before.plugin());
            ObjectNode params = found.parameters().complete(before.params());
            return attacker(new AttackerSpec(before.label(), found.id(), found.version(), params));
        }
        return defender(specToday(before));
    }

    private DefenderSpec specToday(Player before) {
        Registered found = catalog.find(before.kind(), before.plugin());
        ObjectNode params = found.parameters().complete(before.params());
        Player base = before.base();
        if (base != null) {
            return DefenderSpec.around(before.label(), found.id(), found.version(), specToday(base), params);
        }
        String architecture = before.architecture();
        String model = before.model();
        return model == null && architecture != null
                ? DefenderSpec.trained(
                        before.label(),
                        found.id(),
                        found.version(),
                        architecture,
                        catalog.find(Kind.ARCHITECTURE, architecture).version(),
                        params)
                : DefenderSpec.imported(
                        before.label(),
                        found.id(),
                        found.version(),
                        new ImportedModel(String.valueOf(architecture), String.valueOf(model)),
                        params);
    }

    private Player player(
            Choice choice, String label, @Nullable String architecture, @Nullable String model, @Nullable Player base) {
        Registered plugin = catalog.find(choice.kind(), choice.id());
        return new Player(
                choice.kind(),
                label,
                choice.id(),
                choice.version(),
                plugin.jarSha(),
                architecture,
                choice.params(),
                choice.configurationHash(),
                model,
                dependencies(plugin, choice, model == null && base == null ? architecture : null),
                base);
    }

    private List<Dependency> dependencies(Registered plugin, Choice choice, @Nullable String architecture) {
        Map<String, Dependency> found = new TreeMap<>();
        plugin.dependencies(choice.params(), catalog).forEach(one -> found.put(one.target(), one));
        if (architecture != null) {
            Dependency one = Dependency.of(catalog.find(Kind.ARCHITECTURE, architecture));
            found.put(one.target(), one);
        }
        return List.copyOf(found.values());
    }

    /** The events that register the plug-ins that players consist of, each once. */
    List<Append> registrations(Collection<Player> players) {
        Map<Registered, Append> events = new LinkedHashMap<>();
        for (Player player : players) {
            for (Dependency part : player.all()) {
                Registered plugin = catalog.find(part.kind(), part.plugin());
                events.computeIfAbsent(plugin, Roster::registration);
            }
        }
        return new ArrayList<>(events.values());
    }

    /** The event that registers a plug-in; under an id of its own, so that a second one changes nothing. */
    static Append registration(Registered plugin) {
        return registration(plugin, Map.of());
    }

    /** As above, with something that goes beside the event. */
    static Append registration(Registered plugin, Map<String, Object> meta) {
        Event event = new Event.PluginRegistered(
                plugin.kind().id(),
                plugin.id(),
                plugin.version(),
                Plugin.API_VERSION,
                plugin.jarSha(),
                plugin.parameters().jsonSchema());
        String stream = "plugin-" + plugin.jarSha();
        String key = plugin.kind().id() + " " + plugin.id();
        return new Append(
                stream, ExpectedVersion.any(), Recording.of(Ids.of(stream, EventCodec.type(event), key), event, meta));
    }
}
