package io.gauntlet.arena.spec;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;

import io.gauntlet.api.Norm;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.parameter.ParameterSchema;

/**
 * The JSON Schema of specs, with the plug-ins at hand: for completion and checks in editors, and a second opinion after
 * the reader's own checks, whose sentences are better.
 */
final class SpecSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SpecSchema() {}

    static ObjectNode of(Catalog catalog) {
        ObjectNode schema = object("A tournament: attackers against defenders.", SpecReader.KEYS);
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        require(schema, List.of("name", "data-set", "samples", "defenders", "attackers", "threat-models"));
        ObjectNode keys = (ObjectNode) schema.required("properties");
        keys.set("name", text("What the tournament is called.", SpecReader.NAME_PATTERN));
        keys.set("seed", whole("The root of all random draws.", TournamentSpec.DEFAULT_SEED));
        keys.set("data-set", dataSet(catalog));
        keys.set("samples", samples());
        keys.set("architecture", ids(Kind.ARCHITECTURE, catalog, "The architecture of defenders that name none."));
        ObjectNode defender = player(Kind.DEFENSE, catalog);
        ((ObjectNode) defender.required("properties")).set(Kind.DEFENSE.id(), defenses(catalog));
        ((ObjectNode) defender.required("properties"))
                .set("architecture", ids(Kind.ARCHITECTURE, catalog, "The architecture of this defender."));
        ((ObjectNode) defender.required("properties"))
                .set(
                        "model",
                        NODES.objectNode()
                                .put(
                                        "description",
                                        "The file of a network, relative to the spec's folder, instead of an"
                                                + " architecture; with a defense that wraps it, or with none.")
                                .put("type", "string"));
        ((ObjectNode) defender.required("properties"))
                .set(
                        "adapts",
                        NODES.objectNode()
                                .put(
                                        "description",
                                        "Whether it learns again after a round in which it was beaten, or the parameters"
                                                + " that its training then has.")
                                .set("type", NODES.arrayNode().add("boolean").add("object")));
        defender.remove("required");
        ArrayNode either = defender.putArray("anyOf");
        require(either.addObject(), List.of(Kind.DEFENSE.id()));
        require(either.addObject(), List.of("model"));
        keys.set("defenders", list("Who defends.", defender, 1));
        keys.set("attackers", list("Who attacks, in this order.", attacker(catalog), 1));
        keys.set("canaries", canaries());
        keys.set(
                "examination",
                NODES.objectNode()
                        .put(
                                "description",
                                "Whether models that are trained are examined for masked gradients, in the norms of the"
                                        + " threat models.")
                        .put("type", "boolean")
                        .put("default", true));
        keys.set("threat-models", list("What the attackers may do.", threatModel(), 1));
        keys.set(
                "transformations",
                list("Under which adversarial examples are evaluated too.", player(Kind.TRANSFORMATION, catalog), 0));
        keys.set(
                "slice",
                whole("The number of samples of one match.", TournamentSpec.DEFAULT_SLICE)
                        .put("minimum", 1)
                        .put("maximum", SpecReader.LARGEST_SLICE));
        keys.set("time-limits", timeLimits());
        keys.set(
                "mode",
                oneOf(
                        "How much is played: all (matrix), or no sample that an attack before took (verdict).",
                        Mode.ids(),
                        Mode.MATRIX.id()));
        keys.set(
                "on-crash",
                oneOf(
                        "Whether a plug-in that fails loses its match (forfeit), or the tournament is cancelled (stop).",
                        OnCrash.ids(),
                        OnCrash.FORFEIT.id()));
        keys.set(
                "early-stop",
                NODES.objectNode()
                        .put(
                                "description",
                                "A defender's cells stop, slice by slice, once its robust accuracy lies in an interval"
                                        + " narrower than this, such as 0.05 for five points; never when left out.")
                        .put("type", "number")
                        .put("exclusiveMinimum", 0)
                        .put("exclusiveMaximum", 1));
        keys.set(
                "rounds",
                whole("How many rounds there are at most; between them players adapt and choose.", 1)
                        .put("minimum", 1)
                        .put("maximum", SpecReader.MOST_ROUNDS));
        keys.set(
                "material",
                whole(
                                "How many samples of the attackers' split players learn from between rounds.",
                                TournamentSpec.DEFAULT_MATERIAL)
                        .put("minimum", 1)
                        .put("maximum", SpecReader.LARGEST_SLICE));
        keys.set(
                "warm-starts",
                NODES.objectNode()
                        .put(
                                "description",
                                "Whether attackers may also begin from stored examples that took the same sample from what"
                                        + " the defender was in the rounds before.")
                        .put("type", "boolean")
                        .put("default", true));
        return schema;
    }

    /** What JSON Schema finds wrong; empty when nothing. */
    static List<String> validate(JsonNode spec, Catalog catalog) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(of(catalog))
                .validate(withoutNulls(spec))
                .stream()
                .map(message -> "This does not fit the schema of specs: " + message.getMessage() + ".")
                .toList();
    }

    /** A copy without the keys that have no value: they count as not given. */
    private static JsonNode withoutNulls(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = NODES.arrayNode();
            node.forEach(item -> array.add(withoutNulls(item)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = NODES.objectNode();
        node.properties().stream()
                .filter(entry -> !entry.getValue().isNull())
                .forEach(entry -> object.set(entry.getKey(), withoutNulls(entry.getValue())));
        return object;
    }

    private static ObjectNode object(String doc, List<String> names) {
        ObjectNode schema =
                NODES.objectNode().put("description", doc).put("type", "object").put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        names.forEach(properties::putObject);
        return schema;
    }

    private static void require(ObjectNode schema, List<String> names) {
        ArrayNode required = schema.putArray("required");
        names.forEach(required::add);
    }

    private static ObjectNode text(String doc, String pattern) {
        return NODES.objectNode().put("description", doc).put("type", "string").put("pattern", pattern);
    }

    private static ObjectNode whole(String doc, long defaultValue) {
        return NODES.objectNode().put("description", doc).put("type", "integer").put("default", defaultValue);
    }

    private static ObjectNode list(String doc, ObjectNode items, int least) {
        ObjectNode schema = NODES.objectNode()
                .put("description", doc)
                .put("type", "array")
                .put("minItems", least)
                .put("maxItems", Players.MOST);
        schema.set("items", items);
        return schema;
    }

    private static ObjectNode ids(Kind kind, Catalog catalog, String doc) {
        ObjectNode schema = NODES.objectNode().put("description", doc).put("type", "string");
        // An enum may not be empty: without plug-ins of the kind any text passes here, and the reader says what is
        // wrong.
        if (!catalog.ids(kind).isEmpty()) {
            ArrayNode names = schema.putArray("enum");
            catalog.ids(kind).forEach(names::add);
        }
        return schema;
    }

    private static ObjectNode player(Kind kind, Catalog catalog) {
        ObjectNode schema = choice(kind, kind.id(), catalog);
        ((ObjectNode) schema.required("properties"))
                .set("label", text("The name in tables; the id when left out.", Players.LABEL_PATTERN));
        return schema;
    }

    private static ObjectNode attacker(Catalog catalog) {
        ObjectNode schema = player(Kind.ATTACK, catalog);
        ObjectNode properties = (ObjectNode) schema.required("properties");
        properties.set(
                "choices",
                list(
                                "Instead of params several of them: it begins with the first, and for each next round"
                                        + " chooses that which broke most.",
                                NODES.objectNode().put("type", "object"),
                                2)
                        .put("maxItems", Attackers.MOST_CHOICES));
        properties.set(
                "against",
                list(
                        "The labels of the defenders that it is meant for; all when left out.",
                        NODES.objectNode().put("type", "string"),
                        1));
        for (JsonNode one : schema.path("allOf")) {
            ObjectNode then = (ObjectNode) one.required("then");
            ObjectNode own = (ObjectNode) then.required("properties");
            own.putObject("choices").set("items", own.required("params").deepCopy());
            if (then.remove("required") != null) {
                ArrayNode either = then.putArray("anyOf");
                require(either.addObject(), List.of("params"));
                require(either.addObject(), List.of("choices"));
            }
        }
        return schema;
    }

    private static ObjectNode canaries() {
        return oneOf(
                "Which players that are known to be weak meet the others on the first " + CanaryPlayers.SAMPLES
                        + " samples, and count nowhere: attacks such as noise (attacks); around a plain network, also"
                        + " broken defenses that train nothing (wrappers); also those that train (all); or nobody"
                        + " (none).",
                CanaryPlayers.Extent.ids(),
                CanaryPlayers.Extent.DEFAULT.id());
    }

    private static ObjectNode oneOf(String doc, List<String> choices, String defaultValue) {
        ObjectNode schema =
                NODES.objectNode().put("description", doc).put("type", "string").put("default", defaultValue);
        ArrayNode ids = schema.putArray("enum");
        choices.forEach(ids::add);
        return schema;
    }

    /** One defense, or several around one another. */
    private static ObjectNode defenses(Catalog catalog) {
        ObjectNode schema = NODES.objectNode();
        ArrayNode either = schema.putArray("anyOf");
        either.add(ids(Kind.DEFENSE, catalog, "The id of the defense."));
        ObjectNode layer = NODES.objectNode();
        layer.putArray("anyOf")
                .add(ids(Kind.DEFENSE, catalog, "The id of the defense."))
                .add(choice(Kind.DEFENSE, Kind.DEFENSE.id(), catalog));
        either.add(list(
                        "Defenses around one another, the innermost first: one that trains, then those put around it.",
                        layer,
                        1)
                .put("maxItems", Defenders.MOST_LAYERS));
        return schema;
    }

    /** A mapping that names a plug-in under {@code key} and gives its parameters. */
    private static ObjectNode choice(Kind kind, String key, Catalog catalog) {
        ObjectNode schema = object("One of the " + kind.plural() + " at hand.", List.of(key, "params"));
        require(schema, List.of(key));
        ObjectNode properties = (ObjectNode) schema.required("properties");
        properties.set(key, ids(kind, catalog, "The id of the " + kind.noun() + "."));
        properties.putObject("params").put("type", "object");
        ArrayNode cases = NODES.arrayNode();
        for (Registered plugin : catalog.all(kind)) {
            ObjectNode when = cases.addObject();
            ObjectNode condition = when.putObject("if");
            condition.putObject("properties").putObject(key).put("const", plugin.id());
            // Without this an item that does not name its plug-in would have to be all of them.
            require(condition, List.of(key));
            ObjectNode then = when.putObject("then");
            ObjectNode params = plugin.parameters().jsonSchema();
            params.remove("$schema");
            params.put("description", plugin.description().summary());
            if (!plugin.parameters().required().isEmpty()) {
                require(then, List.of("params"));
            }
            then.putObject("properties").set("params", params);
        }
        if (!cases.isEmpty()) {
            schema.set("allOf", cases);
        }
        return schema;
    }

    private static ObjectNode dataSet(Catalog catalog) {
        ObjectNode schema = NODES.objectNode().put("description", "Where samples come from.");
        schema.putArray("anyOf")
                .add(ids(Kind.DATA_SET, catalog, "The id of the data set."))
                .add(choice(Kind.DATA_SET, "id", catalog));
        return schema;
    }

    private static ObjectNode samples() {
        ObjectNode schema = NODES.objectNode()
                .put("description", "How many samples of the test split, or which: inclusive ranges of positions.");
        ObjectNode count = NODES.objectNode().put("type", "integer").put("minimum", 1);
        ObjectNode range = NODES.objectNode().put("type", "string").put("pattern", SampleReader.PATTERN);
        ObjectNode ranges = NODES.objectNode().put("type", "array").put("minItems", 1);
        ObjectNode position = NODES.objectNode().put("type", "integer").put("minimum", 0);
        ranges.putObject("items").putArray("anyOf").add(position).add(range.deepCopy());
        schema.putArray("anyOf").add(count).add(range).add(ranges);
        return schema;
    }

    /** Of values or of poses. */
    private static ObjectNode threatModel() {
        ObjectNode values = threatModel(ThreatModelParams.SCHEMA);
        ObjectNode properties = (ObjectNode) values.required("properties");
        ((ObjectNode) properties.required("epsilon")).put("exclusiveMinimum", 0);
        ArrayNode norms = ((ObjectNode) properties.required("norm")).putArray("enum");
        Norm.OF_VALUES.forEach(norm -> norms.add(norm.id()));
        ObjectNode schema = NODES.objectNode().put("description", "What an attacker may do.");
        schema.putArray("anyOf").add(values).add(threatModel(PoseThreatModelParams.SCHEMA));
        return schema;
    }

    private static ObjectNode threatModel(ParameterSchema<?> parameters) {
        ObjectNode schema = parameters.jsonSchema();
        schema.remove("$schema");
        ObjectNode properties = (ObjectNode) schema.required("properties");
        // Written out, "no limit" would be a number nobody should copy.
        ((ObjectNode) properties.required("max-queries")).remove("default");
        ((ObjectNode) properties.required("max-gradients")).remove("default");
        return schema;
    }

    private static ObjectNode timeLimits() {
        ObjectNode schema = object("How long one piece of work may take.", List.of("match", "training"));
        ObjectNode properties = (ObjectNode) schema.required("properties");
        properties.set(
                "match",
                text("For one match, such as 90s, 10m or 2h.", TimeLimit.PATTERN)
                        .put("default", TimeLimit.format(TournamentSpec.DEFAULT_MATCH_LIMIT)));
        properties.set(
                "training",
                text("For the training of one defender.", TimeLimit.PATTERN)
                        .put("default", TimeLimit.format(TournamentSpec.DEFAULT_TRAINING_LIMIT)));
        return schema;
    }
}
