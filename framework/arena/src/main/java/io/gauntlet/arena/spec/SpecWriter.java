package io.gauntlet.arena.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gauntlet.api.Goal;
import io.gauntlet.api.Knowledge;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.parameter.CanonicalJson;

/**
 * Writes a spec as a person would: without versions, without what is so by default, and networks by the SHA-256 of their
 * files. {@link SpecReader} makes the same tournament of it as long as the plug-ins at hand are those that it was read with.
 */
public final class SpecWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Catalog catalog;

    private SpecWriter(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The spec with the keys in the order in which they are explained. */
    public static ObjectNode write(TournamentSpec spec, Catalog catalog) {
        return new SpecWriter(catalog).tournament(spec);
    }

    private ObjectNode tournament(TournamentSpec spec) {
        ObjectNode json = NODES.objectNode().put("name", spec.name()).put("seed", spec.seed());
        json.set("data-set", dataSet(spec.dataSet()));
        json.set("samples", samples(spec.samples()));
        Optional<String> common = architecture(spec.defenders());
        common.ifPresent(id -> json.put("architecture", id));
        ArrayNode defenders = json.putArray("defenders");
        spec.defenders().forEach(defender -> defenders.add(defender(defender, common.isPresent())));
        ArrayNode attackers = json.putArray("attackers");
        spec.attackers().forEach(attacker -> attackers.add(attacker(attacker)));
        ArrayNode threatModels = json.putArray("threat-models");
        spec.toJson().required("threat-models").forEach(item -> threatModels.add(threatModel((ObjectNode) item)));
        if (!spec.transformations().isEmpty()) {
            ArrayNode transformations = json.putArray("transformations");
            spec.transformations().forEach(one -> transformations.add(player(one, one.label())));
        }
        CanaryPlayers.Extent extent = extent(spec.canaries());
        if (extent != CanaryPlayers.Extent.DEFAULT) {
            json.put("canaries", extent.id());
        }
        play(spec, json);
        return json;
    }

    private static CanaryPlayers.Extent extent(CanarySpec canaries) {
        if (canaries.none()) {
            return CanaryPlayers.Extent.NONE;
        }
        if (canaries.defenders().isEmpty()) {
            return CanaryPlayers.Extent.ATTACKS;
        }
        boolean training = canaries.defenders().stream()
                .anyMatch(defender -> defender.base() == null && !CanarySpec.plain(defender));
        return training ? CanaryPlayers.Extent.ALL : CanaryPlayers.Extent.WRAPPERS;
    }

    private static void play(TournamentSpec spec, ObjectNode json) {
        if (spec.slice() != TournamentSpec.DEFAULT_SLICE) {
            json.put("slice", spec.slice());
        }
        ObjectNode limits = NODES.objectNode();
        if (!spec.matchLimit().equals(TournamentSpec.DEFAULT_MATCH_LIMIT)) {
            limits.put("match", TimeLimit.format(spec.matchLimit()));
        }
        if (!spec.trainingLimit().equals(TournamentSpec.DEFAULT_TRAINING_LIMIT)) {
            limits.put("training", TimeLimit.format(spec.trainingLimit()));
        }
        if (!limits.isEmpty()) {
            json.set("time-limits", limits);
        }
        Rules rules = spec.rules();
        if (rules.mode() != Mode.MATRIX) {
            json.put("mode", rules.mode().id());
        }
        if (rules.onCrash() != OnCrash.FORFEIT) {
            json.put("on-crash", rules.onCrash().id());
        }
        if (rules.earlyStop() != null) {
            json.put("early-stop", rules.earlyStop());
        }
        if (spec.rounds() > 1) {
            json.put("rounds", spec.rounds());
            if (spec.material() != TournamentSpec.DEFAULT_MATERIAL) {
                json.put("material", spec.material());
            }
            if (!spec.warmStarts()) {
                json.put("warm-starts", false);
            }
        }
    }

    private JsonNode dataSet(DataSetChoice dataSet) {
        ObjectNode params = chosen(dataSet, dataSet.params());
        if (params.isEmpty()) {
            return NODES.textNode(dataSet.id());
        }
        ObjectNode json = NODES.objectNode().put("id", dataSet.id());
        json.set("params", params);
        return json;
    }

    private static JsonNode samples(Samples samples) {
        if (samples.equals(Samples.first(samples.size()))) {
            return NODES.numberNode(samples.size());
        }
        ArrayNode ranges = NODES.arrayNode();
        samples.ranges().forEach(range -> ranges.add(range.toString()));
        return ranges;
    }

    /** That of all defenders whose networks are trained, where it is the same. */
    private static Optional<String> architecture(List<DefenderSpec> defenders) {
        Set<String> all = defenders.stream()
                .map(DefenderSpec::innermost)
                .filter(innermost -> innermost.architecture() != null)
                .map(innermost -> Objects.requireNonNull(innermost.architecture()))
                .collect(Collectors.toCollection(HashSet::new));
        return all.size() == 1 ? Optional.of(all.iterator().next()) : Optional.empty();
    }

    private ObjectNode defender(DefenderSpec defender, boolean common) {
        List<DefenderSpec> layers = defender.layers();
        DefenderSpec innermost = layers.get(0);
        ImportedModel model = innermost.model();
        ObjectNode json = NODES.objectNode();
        List<DefenderSpec> named = model == null ? layers : layers.subList(1, layers.size());
        if (named.size() == 1) {
            defense(json, named.get(0));
        } else if (!named.isEmpty()) {
            ArrayNode list = json.putArray("defense");
            named.forEach(layer -> list.add(layer(layer)));
        }
        String name = named.stream().map(DefenderSpec::id).collect(Collectors.joining("-"));
        if (model != null || !defender.label().equals(name)) {
            json.put("label", defender.label());
        }
        if (model != null) {
            json.put("model", model.sha256());
        } else if (!common) {
            json.put("architecture", innermost.architecture());
        }
        ObjectNode again = defender.again();
        if (again != null) {
            ObjectNode changed = without(again, innermost.params());
            json.set("adapts", changed.isEmpty() ? NODES.booleanNode(true) : changed);
        }
        return json;
    }

    private JsonNode layer(DefenderSpec layer) {
        ObjectNode json = NODES.objectNode();
        defense(json, layer);
        return json.has("params") ? json : json.required("defense");
    }

    private void defense(ObjectNode json, DefenderSpec layer) {
        json.put("defense", layer.id());
        params(json, chosen(layer, layer.params()));
    }

    private ObjectNode attacker(AttackerSpec attacker) {
        ObjectNode json = player(attacker, attacker.label());
        if (!attacker.choices().isEmpty()) {
            json.remove("params");
            ArrayNode choices = json.putArray("choices");
            attacker.choices().forEach(params -> choices.add(chosen(attacker, params)));
        }
        if (!attacker.against().isEmpty()) {
            attacker.against().forEach(json.putArray("against")::add);
        }
        return json;
    }

    private ObjectNode player(Choice choice, String label) {
        ObjectNode json = NODES.objectNode().put(choice.kind().id(), choice.id());
        if (!label.equals(choice.id())) {
            json.put("label", label);
        }
        params(json, chosen(choice, choice.params()));
        return json;
    }

    private static void params(ObjectNode json, ObjectNode params) {
        if (!params.isEmpty()) {
            json.set("params", params);
        }
    }

    /** The parameters that are not what they are by default; all where the plug-in is not at hand. */
    private ObjectNode chosen(Choice choice, ObjectNode params) {
        if (!catalog.ids(choice.kind()).contains(choice.id())) {
            return params;
        }
        ObjectNode defaults = NODES.objectNode();
        catalog.find(choice.kind(), choice.id())
                .parameters()
                .jsonSchema()
                .path("properties")
                .properties()
                .forEach(entry -> {
                    if (entry.getValue().has("default")) {
                        defaults.set(entry.getKey(), entry.getValue().required("default"));
                    }
                });
        return without(params, (ObjectNode) CanonicalJson.normalise(defaults));
    }

    /** Those that differ from others. */
    private static ObjectNode without(ObjectNode params, ObjectNode others) {
        ObjectNode rest = NODES.objectNode();
        params.properties().stream()
                .filter(entry -> !entry.getValue().equals(others.get(entry.getKey())))
                .forEach(entry -> rest.set(entry.getKey(), entry.getValue()));
        return rest;
    }

    private static ObjectNode threatModel(ObjectNode stored) {
        ObjectNode json = stored.deepCopy();
        if (json.path("goal").asText().equals(Goal.UNTARGETED.id())) {
            json.remove("goal");
        }
        if (json.path("knowledge").asText().equals(Knowledge.WHITE_BOX.id())) {
            json.remove("knowledge");
        }
        return json;
    }
}
