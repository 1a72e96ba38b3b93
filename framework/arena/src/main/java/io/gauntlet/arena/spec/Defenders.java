package io.gauntlet.arena.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.parameter.Given;
import io.gauntlet.arena.spec.Players.Chosen;
import io.gauntlet.arena.spec.Players.Named;

/**
 * Reads the defenders of a spec: each a defense on an architecture, or a network in a file of the user's, with any number
 * of defenses put around it.
 */
final class Defenders {
    /** The keys of a defender. */
    static final List<String> KEYS = List.of("defense", "label", "architecture", "model", "params", "adapts");

    /** The keys of a defense within a list. */
    static final List<String> LAYER_KEYS = List.of("defense", "params");

    /** The most defenses around one another. */
    static final int MOST_LAYERS = 10;

    private static final String DEFENSE = Kind.DEFENSE.id();

    private final Catalog catalog;
    private final ModelFiles models;
    private final Players players;

    Defenders(Catalog catalog, ModelFiles models) {
        this.catalog = catalog;
        this.models = models;
        this.players = new Players(catalog, models);
    }

    /** Reads the list under {@code defenders}; problems are reported where they are. */
    List<DefenderSpec> read(Element root) {
        Element common = root.field("architecture");
        Optional<Registered> general = common.given() ? architecture(common) : Optional.empty();
        return players.read(
                root.field("defenders").list("defenders", Players.MOST),
                Kind.DEFENSE,
                KEYS,
                this::choose,
                (item, label, layers) -> item.field("model").given()
                        ? imported(item, label, layers)
                        : trained(item, label, layers, common, () -> general)
                                .map(defender -> adapting(item.field("adapts"), layers.get(0), defender)));
    }

    /** The defenses of an item, the innermost first; that of an imported network is left out where others are named. */
    private Optional<Named> choose(Element item) {
        Element defense = item.field(DEFENSE);
        if (!defense.given() && item.field("model").given()) {
            return players.choose(item, item, Kind.DEFENSE, DefenderSpec.IMPORTED)
                    .map(chosen -> new Named(
                            List.of(chosen), stem(item.field("model").node().asText())));
        }
        if (!defense.node().isArray()) {
            return players.choose(item, DEFENSE, Kind.DEFENSE)
                    .map(chosen -> new Named(List.of(chosen), chosen.plugin().id()));
        }
        if (item.field("params").given()) {
            item.field("params")
                    .problem("There are several defenses: give each its own parameters, such as"
                            + " {defense: jpeg, params: {…}} in the list.");
        }
        List<Element> items = defense.list("defenses", MOST_LAYERS);
        List<Chosen> layers = new ArrayList<>();
        items.forEach(layer -> layer(layer).ifPresent(layers::add));
        String name = layers.stream().map(layer -> layer.plugin().id()).collect(Collectors.joining("-"));
        return items.isEmpty() || layers.size() < items.size()
                ? Optional.empty()
                : Optional.of(new Named(layers, name));
    }

    private Optional<Chosen> layer(Element layer) {
        if (layer.node().isTextual()) {
            return players.choose(layer, layer, Kind.DEFENSE, layer.node().textValue());
        }
        return layer.mapping(LAYER_KEYS, "{defense: jpeg, params: {…}}, or the id of a defense")
                ? players.choose(layer, DEFENSE, Kind.DEFENSE)
                : Optional.empty();
    }

    /** A file's name without folders and ending. */
    private static String stem(String file) {
        String name = ImportedModel.name(file);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private Optional<DefenderSpec> trained(
            Element item, String label, List<Chosen> layers, Element common, Supplier<Optional<Registered>> general) {
        Chosen first = layers.get(0);
        if (layers.stream().anyMatch(layer -> layer.plugin().id().equals(DefenderSpec.IMPORTED))) {
            item.problem(
                    "The defense '" + DefenderSpec.IMPORTED + "' needs a network: name its file with the key 'model'.");
            return Optional.empty();
        }
        if (!trains(first)) {
            item.field(DEFENSE)
                    .problem("The defense '" + first.plugin().id() + "' is put around a model: name first the defense"
                            + " that trains it, such as defense: [" + trainer() + ", "
                            + first.plugin().id() + "], or the file of a network with the key 'model'.");
            return Optional.empty();
        }
        Element own = item.field("architecture");
        if (!own.given() && !common.given()) {
            item.problem("No architecture is given for this defender. Give one here, or one for all with the key"
                    + " 'architecture' of the spec.");
        }
        Optional<Registered> chosen = own.given() ? architecture(own) : general.get();
        return chosen.flatMap(found -> around(
                item,
                label,
                DefenderSpec.trained(
                        label,
                        first.plugin().id(),
                        first.plugin().version(),
                        found.id(),
                        found.version(),
                        first.params()),
                layers.subList(1, layers.size())));
    }

    private Optional<DefenderSpec> imported(Element item, String label, List<Chosen> layers) {
        Element model = item.field("model");
        if (item.field("adapts").given()) {
            item.field("adapts")
                    .problem("A network from a file cannot learn again: leave out 'adapts', or let a defense train the"
                            + " network here.");
            return Optional.empty();
        }
        if (item.field("architecture").given()) {
            item.field("architecture")
                    .problem("The model's file says how its network is built: leave out the architecture of this"
                            + " defender.");
            return Optional.empty();
        }
        List<Chosen> around = layers.stream()
                .filter(layer -> !layer.plugin().id().equals(DefenderSpec.IMPORTED))
                .toList();
        Optional<Chosen> training = around.stream().filter(Defenders::trains).findFirst();
        if (training.isPresent()) {
            item.field(DEFENSE)
                    .problem("The defense '" + training.get().plugin().id() + "' trains a network of its own and cannot"
                            + " take one from a file. Leave out 'defense', choose a defense that wraps a network, or"
                            + " leave out 'model'.");
            return Optional.empty();
        }
        Registered imported = catalog.find(Kind.DEFENSE, DefenderSpec.IMPORTED);
        return model.text("the file of a network, such as my-network.onnx")
                .flatMap(file -> model.attempt(() -> new ImportedModel(file, models.sha256(file))))
                .flatMap(found -> around(
                        item,
                        label,
                        DefenderSpec.imported(
                                label,
                                imported.id(),
                                imported.version(),
                                found,
                                imported.parameters().complete(MissingNode.getInstance())),
                        around));
    }

    /** Whether it learns again after rounds, and with which other parameters of the defense that trains its network. */
    private DefenderSpec adapting(Element adapts, Chosen innermost, DefenderSpec defender) {
        if (!adapts.given() || (adapts.node().isBoolean() && !adapts.node().booleanValue())) {
            return defender;
        }
        ObjectNode params = innermost.params().deepCopy();
        if (adapts.node().isBoolean()) {
            return defender.adapting(params);
        }
        if (!(adapts.node() instanceof ObjectNode changed)) {
            adapts.problem(
                    "Whether a defender learns again after a round in which it was beaten is true or false, or the"
                            + " parameters that it then has, such as {epochs: 2}; not " + Given.words(adapts.node())
                            + ".");
            return defender;
        }
        params.setAll(changed);
        return players.complete(adapts.with(params), innermost.plugin().parameters())
                .map(defender::adapting)
                .orElse(defender);
    }

    /** Puts defenses around a defender. */
    private static Optional<DefenderSpec> around(Element item, String label, DefenderSpec core, List<Chosen> layers) {
        DefenderSpec defender = core;
        for (Chosen layer : layers) {
            if (trains(layer)) {
                item.field(DEFENSE)
                        .problem("The defense '" + layer.plugin().id()
                                + "' trains a network of its own and cannot be put"
                                + " around another defense: name it first, or leave it out.");
                return Optional.empty();
            }
            defender = DefenderSpec.around(
                    label, layer.plugin().id(), layer.plugin().version(), defender, layer.params());
        }
        return Optional.of(defender);
    }

    private static boolean trains(Chosen chosen) {
        return chosen.plugin().defense().info().trains();
    }

    /** A defense for an example. */
    private String trainer() {
        return catalog.all(Kind.DEFENSE).stream()
                .filter(defense -> defense.defense().info().trains())
                .map(Registered::id)
                .findFirst()
                .orElse("…");
    }

    private Optional<Registered> architecture(Element name) {
        return name.text("the id of an architecture")
                .flatMap(id -> name.attempt(() -> catalog.find(Kind.ARCHITECTURE, id)));
    }
}
