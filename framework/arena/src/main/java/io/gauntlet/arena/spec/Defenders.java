package io.gauntlet.arena.spec;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;

/** Reads the defenders of a spec: each a defense on an architecture, or on a network in a file of the user's. */
final class Defenders {
    /** The keys of a defender. */
    static final List<String> KEYS = List.of("defense", "label", "architecture", "model", "params");

    private final Catalog catalog;
    private final ModelFiles models;

    Defenders(Catalog catalog, ModelFiles models) {
        this.catalog = catalog;
        this.models = models;
    }

    /** Reads the list under {@code defenders}; problems are reported where they are. */
    List<DefenderSpec> read(Element root) {
        Element common = root.field("architecture");
        Optional<Registered> general = common.given() ? architecture(common) : Optional.empty();
        return new Players(catalog)
                .read(
                        root.field("defenders").list("defenders", Players.MOST),
                        Kind.DEFENSE,
                        KEYS,
                        item -> implied(item.field("model")),
                        (item, label, plugin, params) -> item.field("model").given()
                                ? imported(item, label, plugin, params)
                                : trained(item, label, plugin, params, common, () -> general));
    }

    private static Optional<Players.Implied> implied(Element model) {
        return model.given()
                ? Optional.of(new Players.Implied(
                        DefenderSpec.IMPORTED, stem(model.node().asText())))
                : Optional.empty();
    }

    /** A file's name without folders and ending. */
    private static String stem(String file) {
        String name = ImportedModel.name(file);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private Optional<DefenderSpec> trained(
            Element item,
            String label,
            Registered plugin,
            ObjectNode params,
            Element common,
            Supplier<Optional<Registered>> general) {
        if (plugin.id().equals(DefenderSpec.IMPORTED)) {
            item.problem("The defense '" + plugin.id() + "' needs a network: name its file with the key 'model'.");
            return Optional.empty();
        }
        Element own = item.field("architecture");
        if (!own.given() && !common.given()) {
            item.problem("No architecture is given for this defender. Give one here, or one for all with the key"
                    + " 'architecture' of the spec.");
        }
        Optional<Registered> chosen = own.given() ? architecture(own) : general.get();
        return chosen.map(found ->
                DefenderSpec.trained(label, plugin.id(), plugin.version(), found.id(), found.version(), params));
    }

    private Optional<DefenderSpec> imported(Element item, String label, Registered plugin, ObjectNode params) {
        Element model = item.field("model");
        if (item.field("architecture").given()) {
            item.field("architecture")
                    .problem("The model's file says how its network is built: leave out the architecture of this"
                            + " defender.");
            return Optional.empty();
        }
        if (plugin.defense().info().trains()) {
            item.field("defense")
                    .problem("The defense '" + plugin.id() + "' trains a network of its own and cannot take one from a"
                            + " file. Leave out 'defense', choose a defense that wraps a network, or leave out"
                            + " 'model'.");
            return Optional.empty();
        }
        return model.text("the file of a network, such as my-network.onnx")
                .flatMap(file -> model.attempt(() -> new ImportedModel(file, models.sha256(file))))
                .map(found -> DefenderSpec.imported(label, plugin.id(), plugin.version(), found, params));
    }

    private Optional<Registered> architecture(Element name) {
        return name.text("the id of an architecture")
                .flatMap(id -> name.attempt(() -> catalog.find(Kind.ARCHITECTURE, id)));
    }
}
