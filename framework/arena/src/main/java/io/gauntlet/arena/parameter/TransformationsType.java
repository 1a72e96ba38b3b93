package io.gauntlet.arena.parameter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.transformation.ChosenTransformation;
import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.arena.InvalidInputException;

/**
 * A list of transformations, each an id or a mapping with the id and parameters; bounds are its length. Written out,
 * each has its version and all its parameters; read again, the version must be that of the transformation at hand.
 */
final class TransformationsType implements ValueType {
    private static final String ID = "transformation";
    private static final String VERSION = "version";
    private static final String PARAMS = "params";
    private static final String EACH = "each an id, or a mapping such as {transformation: rotate, params: {…}}";
    private static final YAMLMapper YAML = new YAMLMapper();

    private final @Nullable TransformationFinder finder;

    /** Without a finder only schema and help can be asked for. */
    TransformationsType(@Nullable TransformationFinder finder) {
        this.finder = finder;
    }

    @Override
    public String noun() {
        return "list of transformations";
    }

    @Override
    public String nouns() {
        return "lists of transformations";
    }

    @Override
    public String allowed(Bounds bounds) {
        return "a list of " + (bounds.words().isEmpty() ? "" : bounds.words() + " ") + "transformations, " + EACH;
    }

    @Override
    public String range(Bounds bounds) {
        return bounds.words();
    }

    @Override
    public Object read(JsonNode node, Bounds bounds) throws Mismatch {
        if (!node.isArray()) {
            throw new Mismatch(allowed(bounds), Given.words(node));
        }
        if (!bounds.contains(node.size())) {
            throw new Mismatch(allowed(bounds), node.isEmpty() ? "an empty list" : "a list of " + node.size());
        }
        List<Object> chosen = new ArrayList<>();
        List<ParameterProblem> problems = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            JsonNode item = node.get(i);
            if (!item.isTextual() && !item.isObject()) {
                throw new Mismatch(allowed(bounds), "a list with " + Given.words(item));
            }
            try {
                chosen.add(choose(item, "[" + i + "]", problems));
            } catch (InvalidInputException e) {
                problems.add(new ParameterProblem("[" + i + "]", e.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            throw new Mismatch(problems);
        }
        return List.copyOf(chosen);
    }

    private Object choose(JsonNode item, String place, List<ParameterProblem> problems) {
        if (item.isTextual()) {
            return complete(find(item.textValue()), JsonNodeFactory.instance.objectNode(), place, problems);
        }
        item.fieldNames().forEachRemaining(name -> {
            if (!List.of(ID, VERSION, PARAMS).contains(name)) {
                throw new InvalidInputException(
                        "There is no key '" + name + "' here. Allowed are " + ID + ", " + PARAMS + ".");
            }
        });
        if (!item.path(ID).isTextual()) {
            throw new InvalidInputException("The key '" + ID + "' is missing: the id of the transformation.");
        }
        TransformationFactory<?> found = find(item.get(ID).textValue());
        String version = found.description().version();
        if (item.has(VERSION) && !item.get(VERSION).asText().equals(version)) {
            throw new InvalidInputException(
                    "The transformation '" + item.get(ID).textValue() + "' is of version "
                            + version + " here, not " + item.get(VERSION).asText()
                            + ": restore its jar, or leave out 'version' to take this one.");
        }
        return complete(found, item.path(PARAMS), place + "." + PARAMS, problems);
    }

    private TransformationFactory<?> find(String id) {
        if (finder == null) {
            throw new IllegalStateException("Transformations can be named only where there is a catalog of them.");
        }
        return finder.find(id);
    }

    private <P extends Record> Object complete(
            TransformationFactory<P> factory, JsonNode params, String place, List<ParameterProblem> problems) {
        ParameterSchema<P> schema = schema(factory);
        List<ParameterProblem> found = schema.problems(params);
        for (ParameterProblem problem : found) {
            String inner = problem.parameter().isEmpty() ? place : place + "." + problem.parameter();
            problems.add(new ParameterProblem(inner, problem.sentence()));
        }
        return found.isEmpty() ? new ChosenTransformation<>(factory, schema.bind(params)) : factory;
    }

    private <P extends Record> ParameterSchema<P> schema(TransformationFactory<P> factory) {
        String owner = "transformation '" + factory.description().id() + "'";
        ParameterSchema<P> schema = ParameterSchema.of(owner, factory.parameters());
        return finder == null ? schema : schema.with(finder);
    }

    @Override
    public JsonNode write(Object value) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        ((List<?>) value).forEach(item -> array.add(written((ChosenTransformation<?>) item)));
        return array;
    }

    private <P extends Record> ObjectNode written(ChosenTransformation<P> chosen) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set(PARAMS, schema(chosen.factory()).canonical(chosen.parameters()));
        return json.put(ID, chosen.id())
                .put(VERSION, chosen.factory().description().version());
    }

    /** Ids separated by commas, or a list as in a spec. */
    @Override
    public JsonNode fromText(String text) {
        String list = text.strip();
        try {
            return YAML.readTree(list.startsWith("[") ? list : "[" + list + "]");
        } catch (IOException e) {
            return TextNode.valueOf(text);
        }
    }

    /** Says nothing of the transformations at hand, so that it is the same wherever the plug-in is loaded. */
    @Override
    public ObjectNode schema(Bounds bounds) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "array");
        ArrayNode forms = schema.putObject("items").putArray("anyOf");
        forms.addObject().put("type", "string");
        ObjectNode mapping = forms.addObject().put("type", "object").put("additionalProperties", false);
        mapping.putArray("required").add(ID);
        ObjectNode properties = mapping.putObject("properties");
        properties.putObject(ID).put("type", "string");
        properties.putObject(VERSION).put("type", "string");
        properties.putObject(PARAMS).put("type", "object");
        ListType.limit(schema, bounds);
        return schema;
    }
}
