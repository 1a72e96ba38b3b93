package io.gauntlet.arena.parameter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * One text for each JSON value, so that equal values have equal hashes: keys sorted by their UTF-16 units, no white
 * space, and each number written one way whatever its Java type ({@code 1}, {@code 1.0} and {@code 1e0} are {@code 1}).
 */
public final class CanonicalJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CanonicalJson() {}

    /** The canonical text. @throws IllegalArgumentException when a number is NaN or infinite */
    public static String write(JsonNode node) {
        StringBuilder text = new StringBuilder();
        write(node, text);
        return text.toString();
    }

    /** Reads JSON. @throws IllegalArgumentException when the text is not JSON */
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The same value with sorted keys and one Java type for each number, so that equal values are equal nodes. */
    public static JsonNode normalise(JsonNode node) {
        return parse(write(node));
    }

    /** The SHA-256 of the canonical text in UTF-8, 64 hexadecimal digits. */
    public static String sha256(JsonNode node) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(write(node).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /**
     * The one way a number is written: no trailing zeros, plain from 1e-7 to 1e21, with an exponent beyond.
     *
     * @throws IllegalArgumentException when it is NaN or infinite
     */
    static String number(JsonNode node) {
        if (node.isFloat() || node.isDouble()) {
            double value = node.doubleValue();
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("JSON has no number " + value + ".");
            }
        }
        // A float's own digits: 0.3f is 0.3 and not 0.30000001192092896.
        BigDecimal value = node.isFloat() ? new BigDecimal(Float.toString(node.floatValue())) : node.decimalValue();
        value = value.stripTrailingZeros();
        int exponent = value.precision() - value.scale() - 1;
        return exponent >= -7 && exponent < 21 ? value.toPlainString() : value.toString();
    }

    private static void write(JsonNode node, StringBuilder text) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node, text);
            case ARRAY -> {
                text.append('[');
                for (int i = 0; i < node.size(); i++) {
                    text.append(i == 0 ? "" : ",");
                    write(node.get(i), text);
                }
                text.append(']');
            }
            case NUMBER -> text.append(number(node));
            case STRING -> text.append(quoted(node.textValue()));
            case BOOLEAN, NULL -> text.append(node.asText());
            case BINARY, MISSING, POJO ->
                throw new IllegalArgumentException("A " + node.getNodeType() + " node has no canonical JSON.");
        }
    }

    private static void writeObject(JsonNode node, StringBuilder text) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        Collections.sort(names);
        text.append('{');
        String separator = "";
        for (String name : names) {
            text.append(separator).append(quoted(name)).append(':');
            write(node.get(name), text);
            separator = ",";
        }
        text.append('}');
    }

    private static String quoted(String value) {
        try {
            return MAPPER.writeValueAsString(TextNode.valueOf(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
