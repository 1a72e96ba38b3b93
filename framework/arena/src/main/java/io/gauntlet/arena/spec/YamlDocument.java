package io.gauntlet.arena.spec;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

import io.gauntlet.arena.InvalidInputException;

/**
 * One YAML document, with the line of every value. Read token by token, so that aliases are never expanded and a key
 * given twice is seen.
 */
final class YamlDocument {
    /** The largest file read. */
    static final int MAX_BYTES = 1 << 20;

    /** A spec is never nested deeper than this. */
    private static final int MAX_DEPTH = 20;

    private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-9_]+");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .loaderOptions(options())
            // On by default, but not in a builder.
            .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .build();

    private final String fileName;
    private final Map<String, Integer> lines = new HashMap<>();
    private final JsonNode root;

    private YamlDocument(String text, String fileName) {
        this.fileName = fileName;
        try (YAMLParser parser = YAML.createParser(text)) {
            root = parser.nextToken() == null ? NODES.nullNode() : value(parser, "", 0);
            if (parser.nextToken() != null) {
                throw refused(parser, "There is a second YAML document here. A spec is one document; remove the rest.");
            }
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new InvalidInputException(fileName + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_BYTES);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(0);
        return options;
    }

    /**
     * Reads a document.
     *
     * @throws InvalidInputException when it is too large, malformed, nested too deep or uses aliases, with line and
     *     column
     */
    static YamlDocument parse(String text, String fileName) {
        // A character is at least one byte, so the first comparison spares encoding what is far too large.
        if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new InvalidInputException(fileName + " is larger than 1 MiB, the most a spec may be.");
        }
        return new YamlDocument(text, fileName);
    }

    /** The value of the whole document; null when it is empty. */
    JsonNode root() {
        return root;
    }

    /** The name of the file, for messages. */
    String fileName() {
        return fileName;
    }

    /** The line of the key or list item at a path such as {@code attackers[1].params}, from 1; 0 when there is none. */
    int line(String path) {
        return lines.getOrDefault(path, 0);
    }

    private JsonNode value(YAMLParser parser, String path, int depth) throws IOException {
        lines.putIfAbsent(path, parser.currentTokenLocation().getLineNr());
        if (depth > MAX_DEPTH) {
            throw refused(parser, "Values are nested deeper than " + MAX_DEPTH + " levels; a spec never needs that.");
        }
        if (parser.isCurrentAlias()) {
            throw refused(parser, "Aliases such as *" + parser.getText() + " are not supported. Write the value out.");
        }
        @Nullable JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return object(parser, path, depth);
        }
        if (token == JsonToken.START_ARRAY) {
            ArrayNode array = NODES.arrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(parser, path + "[" + array.size() + "]", depth + 1));
            }
            return array;
        }
        return scalar(parser);
    }

    private ObjectNode object(YAMLParser parser, String path, int depth) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String inner = path.isEmpty() ? name : path + "." + name;
            if (object.has(name)) {
                throw refused(parser, "The key '" + name + "' is given twice; it is also on line " + line(inner) + ".");
            }
            lines.put(inner, parser.currentTokenLocation().getLineNr());
            parser.nextToken();
            object.set(name, value(parser, inner, depth + 1));
        }
        return object;
    }

    private JsonNode scalar(YAMLParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> decimal(parser.getText());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> NODES.textNode(parser.getText());
        };
    }

    private JsonNode whole(YAMLParser parser) throws IOException {
        if (OCTAL.matcher(parser.getText()).matches()) {
            throw refused(
                    parser, "YAML takes " + parser.getText() + " for an octal number. Write it without leading zeros.");
        }
        return NODES.numberNode(parser.getBigIntegerValue());
    }

    private static JsonNode decimal(String text) {
        try {
            return NODES.numberNode(new BigDecimal(text.replace("_", "")));
        } catch (NumberFormatException e) {
            // YAML's .nan and .inf, which whoever reads the value refuses.
            return NODES.textNode(text);
        }
    }

    private InvalidInputException refused(YAMLParser parser, String sentence) {
        return new InvalidInputException(fileName + ", line "
                + parser.currentTokenLocation().getLineNr() + ", column "
                + parser.currentTokenLocation().getColumnNr() + ": " + sentence);
    }

    private InvalidInputException malformed(JsonProcessingException e) {
        if (e.getCause() instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
            Mark mark = yaml.getProblemMark();
            return malformed(mark.getLine() + 1, mark.getColumn() + 1, yaml.getProblem(), e);
        }
        int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
        int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
        return malformed(line, column, e.getOriginalMessage(), e);
    }

    private InvalidInputException malformed(int line, int column, String problem, Exception cause) {
        String words = problem.lines().findFirst().orElse("").strip();
        return new InvalidInputException(
                fileName + ", line " + line + ", column " + column + ": This is not YAML: " + words + ".", cause);
    }
}
