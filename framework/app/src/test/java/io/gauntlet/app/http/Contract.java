package io.gauntlet.app.http;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;

/**
 * What the document of the API promises. Stricter than the document: an answer holds nothing that is not named there, or
 * what is added to it would never be described.
 */
final class Contract {
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final List<String> METHODS = List.of("get", "post");

    private final JsonNode document;

    Contract(JsonNode document) {
        this.document = document.deepCopy();
        close(this.document);
    }

    /** Whoever names properties has no others, unless the values of others are described. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Contract::close);
    }

    /** Methods and addresses, such as {@code GET /tournaments/{id}}. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> METHODS.stream()
                        .filter(path.getValue()::has)
                        .forEach(method ->
                                operations.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    /** What the answer of an operation does not keep of its promise. */
    List<String> breaches(String method, String path, int status, JsonNode answer) {
        JsonNode operation = document.path("paths").path(path).path(method);
        JsonNode response = operation
                .path("responses")
                .path(operation.path("responses").has(String.valueOf(status)) ? String.valueOf(status) : "default");
        if (response.has("$ref")) {
            response = document.at(response.path("$ref").asText().substring(1));
        }
        JsonNode content = response.path("content");
        // Lines are promised one by one.
        JsonNode promised = content.path(content.has(Estimates.TYPE) ? Estimates.TYPE : "application/json")
                .path("schema");
        if (promised.isMissingNode()) {
            return List.of("The document promises no JSON for " + method + " " + path + " with status " + status + ".");
        }
        return schema(promised).validate(answer).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private JsonSchema schema(JsonNode promised) {
        ObjectNode schema = promised.deepCopy();
        schema.set("components", document.path("components"));
        return SCHEMAS.getSchema(
                schema,
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }

    /** Names of references that lead nowhere. */
    List<String> lostReferences() {
        return StreamSupport.stream(document.findValuesAsText("$ref").spliterator(), false)
                .filter(reference -> document.at(reference.substring(1)).isMissingNode())
                .toList();
    }

    /** Records that nothing refers to. */
    Set<String> unusedRecords() {
        Set<String> unused = new TreeSet<>();
        document.at("/components/schemas").fieldNames().forEachRemaining(unused::add);
        document.findValuesAsText("$ref")
                .forEach(reference -> unused.remove(reference.substring(reference.lastIndexOf('/') + 1)));
        return unused;
    }
}
