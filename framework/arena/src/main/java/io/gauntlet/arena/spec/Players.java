package io.gauntlet.arena.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.parameter.Given;
import io.gauntlet.arena.parameter.ParameterSchema;

/** Reads lists of players: which plug-in, with which parameters, under which label. */
final class Players {
    /** The most of one list. */
    static final int MOST = 100;

    /** For the schema. */
    static final String LABEL_PATTERN = "^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$";

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");

    /** Makes a player once its label is known. */
    @FunctionalInterface
    interface Maker<C extends Choice> {
        /** With the item for what is particular to the kind; empty after a problem. */
        Optional<C> make(Element item, String label, Registered plugin, ObjectNode params);
    }

    /** Makes a player of several plug-ins once its label is known. */
    @FunctionalInterface
    interface StackMaker<C extends Choice> {
        /** With the item for what is particular to the kind; empty after a problem. */
        Optional<C> make(Element item, String label, List<Chosen> layers);
    }

    /** A plug-in with its parameters. */
    record Chosen(Registered plugin, ObjectNode params) {}

    /**
     * What an item names.
     *
     * @param layers at least one plug-in
     * @param name what the player is called when it has no label
     */
    record Named(List<Chosen> layers, String name) {}

    /** Finds what an item names; empty after a problem. */
    @FunctionalInterface
    interface Chooser {
        /** Reads the item. */
        Optional<Named> choose(Element item);
    }

    private record Draft(Element item, Named named, String label) {}

    private final Catalog catalog;
    private final ModelFiles files;

    /** Of plug-ins at hand, whose parameters may name files. */
    Players(Catalog catalog, ModelFiles files) {
        this.catalog = catalog;
        this.files = files;
    }

    /** Reads a list of players of a kind; problems are reported where they are. */
    <C extends Choice> List<C> read(List<Element> items, Kind kind, List<String> keys, Maker<C> maker) {
        return read(
                items,
                kind,
                keys,
                item -> choose(item, kind.id(), kind)
                        .map(chosen ->
                                new Named(List.of(chosen), chosen.plugin().id())),
                (item, label, layers) -> maker.make(
                        item, label, layers.get(0).plugin(), layers.get(0).params()));
    }

    /** Likewise, where an item may name its plug-ins in other ways. */
    <C extends Choice> List<C> read(
            List<Element> items, Kind kind, List<String> keys, Chooser chooser, StackMaker<C> maker) {
        List<Draft> drafts = new ArrayList<>();
        Map<String, String> places = new HashMap<>();
        for (Element item : items) {
            if (item.mapping(keys, "{" + kind.id() + ": " + example(kind) + "}")) {
                String label = label(item.field("label"), places).orElse("");
                chooser.choose(item).ifPresent(named -> drafts.add(new Draft(item, named, label)));
            }
        }
        List<C> players = new ArrayList<>();
        Set<String> taken = new HashSet<>(places.keySet());
        Map<String, String> hashes = new HashMap<>();
        for (Draft draft : drafts) {
            Named named = draft.named();
            String label = draft.label().isEmpty() ? free(name(named), taken) : draft.label();
            maker.make(draft.item(), label, named.layers()).ifPresent(player -> {
                checkDifferent(draft.item(), player, hashes);
                players.add(player);
            });
        }
        return players;
    }

    /** The plug-in named by a key of a mapping, with the parameters under {@code params}. */
    Optional<Chosen> choose(Element item, String key, Kind kind) {
        return choose(item, key, kind, item.field("params"));
    }

    /** The plug-in named by a key of a mapping, with parameters that stand elsewhere. */
    Optional<Chosen> choose(Element item, String key, Kind kind, Element params) {
        Element name = item.field(key);
        return name.text("the id of the " + kind.noun()).flatMap(id -> complete(name, kind, id, params));
    }

    /** The plug-in of an id, complained about at a place, with the parameters of an item. */
    Optional<Chosen> choose(Element item, Element place, Kind kind, String id) {
        return complete(place, kind, id, item.field("params"));
    }

    private Optional<Chosen> complete(Element place, Kind kind, String id, Element params) {
        Optional<Registered> plugin = place.attempt(() -> catalog.find(kind, id));
        return plugin.flatMap(
                found -> complete(params, found.parameters()).map(complete -> new Chosen(found, complete)));
    }

    /** All parameters of a plug-in, complete and canonical; empty after a problem. */
    <P extends Record> Optional<ObjectNode> complete(Element params, ParameterSchema<P> schema) {
        return params.bind(schema.withMasks(files::mask)).map(schema::canonical);
    }

    private String example(Kind kind) {
        return catalog.ids(kind).stream().findFirst().orElse("…");
    }

    private static Optional<String> label(Element label, Map<String, String> places) {
        if (!label.given()) {
            return Optional.empty();
        }
        if (!label.node().isTextual()
                || !LABEL.matcher(label.node().textValue()).matches()) {
            label.problem("A label is 1 to 60 letters, digits, dots, hyphens or underscores and begins with a letter or"
                    + " digit; " + Given.words(label.node()) + " is not one.");
            return Optional.empty();
        }
        String text = label.node().textValue();
        String other = places.putIfAbsent(text, label.path());
        if (other != null) {
            label.problem("The label '" + text + "' is already that of " + other + ". Give one of them another.");
        }
        return Optional.of(text);
    }

    private static String name(Named named) {
        int outermost = named.layers().size() - 1;
        return LABEL.matcher(named.name()).matches()
                ? named.name()
                : named.layers().get(outermost).plugin().id();
    }

    private static String free(String id, Set<String> taken) {
        String label = id;
        for (int i = 2; !taken.add(label); i++) {
            label = id + "-" + i;
        }
        return label;
    }

    private static void checkDifferent(Element item, Choice player, Map<String, String> hashes) {
        // One that learns again is another one than its like that stays as it is.
        String learning = player instanceof DefenderSpec defender && defender.again() != null ? "learning " : "";
        String other = hashes.putIfAbsent(learning + player.configurationHash(), item.path());
        if (other != null) {
            item.problem(
                    "This is the same as " + other + ": the " + player.kind().noun() + " '" + player.id()
                            + "' with equal parameters. Remove one of them or change a parameter.");
        }
    }
}
