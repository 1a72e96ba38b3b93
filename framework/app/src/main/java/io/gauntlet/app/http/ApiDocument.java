package io.gauntlet.app.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import io.gauntlet.app.json.Json;

/** What the API promises, as a document of OpenAPI 3.1: its addresses and the records that they answer with. */
final class ApiDocument {
    private static final ObjectMapper YAML = new YAMLMapper();

    private ApiDocument() {}

    /** Read when somebody asks first. */
    private static final class Whole {
        static final Replies.Written JSON = new Replies.Written(Json.write(read()));
    }

    /** The whole document as it is sent. */
    static Replies.Written written() {
        return Whole.JSON;
    }

    /** The whole document. */
    static JsonNode read() {
        JsonNode document = part("paths.yaml");
        JsonNode schemas = part("schemas.yaml").at("/components/schemas");
        ((ObjectNode) document.path("components")).set("schemas", schemas);
        return document;
    }

    private static JsonNode part(String name) {
        try (InputStream yaml = ApiDocument.class.getResourceAsStream("openapi/" + name)) {
            return YAML.readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException("The document of the API cannot be read: " + name, e);
        }
    }
}
