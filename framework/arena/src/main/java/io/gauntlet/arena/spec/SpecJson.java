package io.gauntlet.arena.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Goal;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.pose.PoseLimits;
import io.gauntlet.arena.parameter.CanonicalJson;

/** The JSON form of a spec whose plug-ins are known: what is stored. */
final class SpecJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SpecJson() {}

    static ObjectNode canonicalCopy(ObjectNode params) {
        return (ObjectNode) CanonicalJson.normalise(params);
    }

    static String configurationHash(Choice choice) {
        ObjectNode json = NODES.objectNode()
                .put("kind", choice.kind().id())
                .put("id", choice.id())
                .put("version", choice.version());
        if (choice instanceof DefenderSpec defender && defender.base() != null) {
            json.put("base", configurationHash(defender.base()));
        } else if (choice instanceof DefenderSpec defender && defender.model() != null) {
            json.put("model", defender.model().sha256());
        } else if (choice instanceof DefenderSpec defender) {
            json.put("architecture", defender.architecture())
                    .put("architecture-version", defender.architectureVersion());
        }
        json.set("params", choice.params());
        return CanonicalJson.sha256(json);
    }

    static ObjectNode write(TournamentSpec spec) {
        ObjectNode json = NODES.objectNode().put("name", spec.name()).put("seed", spec.seed());
        DataSetChoice dataSet = spec.dataSet();
        ObjectNode data = json.putObject("data-set").put("id", dataSet.id()).put("version", dataSet.version());
        data.set("params", dataSet.params());
        ArrayNode samples = json.putArray("samples");
        spec.samples().ranges().forEach(range -> samples.add(range.toString()));
        players(json, spec.defenders(), spec.attackers());
        CanarySpec canaries = spec.canaries();
        if (!canaries.none()) {
            players(
                    json.putObject("canaries").put("samples", canaries.samples()),
                    canaries.defenders(),
                    canaries.attackers());
        }
        ArrayNode threatModels = json.putArray("threat-models");
        spec.threatModels().forEach(threatModel -> threatModels.add(write(threatModel)));
        ArrayNode transformations = json.putArray("transformations");
        spec.transformations()
                .forEach(transformation -> transformations.add(write(transformation, transformation.label())));
        json.put("slice", spec.slice());
        json.putObject("time-limits")
                .put("match", TimeLimit.format(spec.matchLimit()))
                .put("training", TimeLimit.format(spec.trainingLimit()));
        json.put("mode", spec.rules().mode().id())
                .put("on-crash", spec.rules().onCrash().id());
        if (spec.rules().earlyStop() != null) {
            json.put("early-stop", spec.rules().earlyStop());
        }
        if (spec.rounds() > 1) {
            json.put("rounds", spec.rounds()).put("material", spec.material()).put("warm-starts", spec.warmStarts());
        }
        if (!spec.examination()) {
            json.put("examination", false);
        }
        return (ObjectNode) CanonicalJson.normalise(json);
    }

    private static void players(ObjectNode json, List<DefenderSpec> defending, List<AttackerSpec> attacking) {
        ArrayNode defenders = json.putArray("defenders");
        defending.forEach(defender -> defenders.add(write(defender)));
        ArrayNode attackers = json.putArray("attackers");
        attacking.forEach(attacker -> attackers.add(write(attacker)));
    }

    private static ObjectNode write(AttackerSpec attacker) {
        ObjectNode json = write(attacker, attacker.label());
        if (!attacker.choices().isEmpty()) {
            attacker.choices().forEach(json.putArray("choices")::add);
        }
        if (!attacker.against().isEmpty()) {
            attacker.against().forEach(json.putArray("against")::add);
        }
        return json;
    }

    private static ObjectNode write(DefenderSpec defender) {
        ObjectNode json = write(defender, defender.label());
        if (defender.again() != null) {
            json.set("adapts", defender.again());
        }
        DefenderSpec base = defender.base();
        if (base != null) {
            json.set("base", write(base));
            return json;
        }
        ImportedModel model = defender.model();
        if (model == null) {
            return json.put("architecture", defender.architecture())
                    .put("architecture-version", defender.architectureVersion());
        }
        json.putObject("model").put("file", model.file()).put("sha256", model.sha256());
        return json;
    }

    private static ObjectNode write(Choice choice, String label) {
        ObjectNode json = NODES.objectNode()
                .put("label", label)
                .put(choice.kind().id(), choice.id())
                .put("version", choice.version());
        json.set("params", choice.params());
        return json;
    }

    private static ObjectNode write(ThreatModel threatModel) {
        ObjectNode json = NODES.objectNode();
        PoseLimits limits = threatModel.poseLimits();
        if (limits == null) {
            json.put("norm", threatModel.norm().id()).put("epsilon", threatModel.epsilon());
        } else {
            json.put("rotation", limits.rotation()).put("translation", limits.translation());
        }
        json.put("goal", threatModel.goal().id())
                .put("knowledge", threatModel.knowledge().id());
        if (threatModel.maxQueries() != ThreatModel.UNLIMITED) {
            json.put("max-queries", threatModel.maxQueries());
        }
        if (threatModel.maxGradients() != ThreatModel.UNLIMITED) {
            json.put("max-gradients", threatModel.maxGradients());
        }
        return json;
    }

    static TournamentSpec read(JsonNode json) {
        JsonNode data = json.required("data-set");
        JsonNode limits = json.required("time-limits");
        return new TournamentSpec(
                text(json, "name"),
                json.required("seed").longValue(),
                new DataSetChoice(text(data, "id"), text(data, "version"), params(data)),
                new Samples(list(json, "samples", range -> SampleReader.range(range.textValue()))),
                list(json, "defenders", item -> again(item, defender(item))),
                list(json, "attackers", SpecJson::attacker),
                list(json, "threat-models", SpecJson::threatModel),
                list(
                        json,
                        "transformations",
                        item -> new TransformationSpec(
                                text(item, "label"),
                                text(item, "transformation"),
                                text(item, "version"),
                                params(item))),
                json.required("slice").intValue(),
                time(limits, "match"),
                time(limits, "training"),
                rules(json),
                json.path("rounds").asInt(1),
                json.path("material").asInt(TournamentSpec.DEFAULT_MATERIAL),
                // Specs of before there were warm starts say nothing.
                json.path("warm-starts").asBoolean(false),
                canaries(json.path("canaries")),
                json.path("examination").asBoolean(true));
    }

    /** Specs of before canaries played beside the others name them among these. */
    private static CanarySpec canaries(JsonNode json) {
        return json.isObject()
                ? new CanarySpec(
                        list(json, "attackers", SpecJson::attacker),
                        list(json, "defenders", SpecJson::defender),
                        json.required("samples").intValue())
                : CanarySpec.NONE;
    }

    private static AttackerSpec attacker(JsonNode item) {
        return new AttackerSpec(
                text(item, "label"),
                text(item, "attack"),
                text(item, "version"),
                params(item),
                item.has("choices") ? list(item, "choices", ObjectNode.class::cast) : List.of(),
                item.has("against") ? list(item, "against", JsonNode::textValue) : List.of());
    }

    /** Specs of before there was a choice say nothing. */
    private static Rules rules(JsonNode json) {
        return json.has("mode")
                ? new Rules(
                        Mode.valueOf(constant(json, "mode")),
                        OnCrash.valueOf(constant(json, "on-crash")),
                        earlyStop(json))
                : Rules.DEFAULT;
    }

    private static @Nullable Double earlyStop(JsonNode json) {
        return json.has("early-stop") ? (Double) json.required("early-stop").doubleValue() : null;
    }

    private static DefenderSpec again(JsonNode item, DefenderSpec defender) {
        return item.path("adapts") instanceof ObjectNode learning ? defender.adapting(learning) : defender;
    }

    private static DefenderSpec defender(JsonNode item) {
        if (item.path("base").isObject()) {
            return DefenderSpec.around(
                    text(item, "label"),
                    text(item, "defense"),
                    text(item, "version"),
                    defender(item.path("base")),
                    params(item));
        }
        JsonNode model = item.path("model");
        if (model.isObject()) {
            return DefenderSpec.imported(
                    text(item, "label"),
                    text(item, "defense"),
                    text(item, "version"),
                    new ImportedModel(text(model, "file"), text(model, "sha256")),
                    params(item));
        }
        return DefenderSpec.trained(
                text(item, "label"),
                text(item, "defense"),
                text(item, "version"),
                text(item, "architecture"),
                text(item, "architecture-version"),
                params(item));
    }

    private static ThreatModel threatModel(JsonNode item) {
        Goal goal = Goal.valueOf(constant(item, "goal"));
        Knowledge knowledge = Knowledge.valueOf(constant(item, "knowledge"));
        long queries = item.path("max-queries").asLong(ThreatModel.UNLIMITED);
        long gradients = item.path("max-gradients").asLong(ThreatModel.UNLIMITED);
        if (item.has("rotation")) {
            PoseLimits limits = new PoseLimits(
                    item.required("rotation").doubleValue(),
                    item.required("translation").doubleValue());
            return new ThreatModel(limits, goal, knowledge, queries, gradients);
        }
        return new ThreatModel(
                Norm.valueOf(constant(item, "norm")),
                item.required("epsilon").doubleValue(),
                goal,
                knowledge,
                queries,
                gradients);
    }

    private static String constant(JsonNode item, String name) {
        return text(item, name).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static Duration time(JsonNode limits, String name) {
        return TimeLimit.parse(text(limits, name));
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = json.required(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("The stored spec's '" + name + "' is not text: " + value + ".");
        }
        return value.textValue();
    }

    private static ObjectNode params(JsonNode json) {
        if (json.required("params") instanceof ObjectNode params) {
            return params;
        }
        throw new IllegalArgumentException("The stored spec's 'params' are not an object: " + json + ".");
    }

    private static <T> List<T> list(JsonNode json, String name, Function<JsonNode, T> read) {
        List<T> list = new ArrayList<>();
        json.required(name).forEach(item -> list.add(read.apply(item)));
        return list;
    }
}
