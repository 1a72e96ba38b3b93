package io.gauntlet.engine.keras;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.gauntlet.engine.layout.UnsupportedLayerException;

/**
 * The description of a layer.
 *
 * @param type its class in Keras
 * @param name unique within its network
 * @param config its settings
 * @param modern whether Keras 3 wrote it, some of whose functions have other constants
 */
record KerasLayer(String type, String name, JsonNode config, boolean modern) {
    private static final int LARGEST = 1 << 16;

    /** A layer in a list of layers. */
    static KerasLayer of(JsonNode node, boolean modern) {
        JsonNode config = node.path("config");
        String name = config.path("name").asText(node.path("name").asText(""));
        return new KerasLayer(node.path("class_name").asText(""), name, config, modern);
    }

    /** Another layer with this name, for an activation that has settings of its own. */
    KerasLayer as(String otherType, JsonNode otherConfig) {
        return new KerasLayer(otherType, name, otherConfig, modern);
    }

    UnsupportedLayerException unsupported(String reason) {
        String described = (name + " (" + type + ")").replaceAll("[^\\p{Graph} ]", "?");
        return new UnsupportedLayerException(
                described.length() > 100 ? described.substring(0, 100) + "…" : described, reason);
    }

    boolean flag(String key, boolean otherwise) {
        return config.path(key).asBoolean(otherwise);
    }

    String text(String key, String otherwise) {
        return config.path(key).asText(otherwise);
    }

    /** A number; some versions write it as an array without axes. */
    float number(float otherwise, String... keys) {
        for (String key : keys) {
            JsonNode value = config.path(key);
            if (value.isObject()) {
                value = value.path("config").path("value");
            }
            if (value.isNumber()) {
                return value.floatValue();
            }
        }
        return otherwise;
    }

    int integer(String key, int otherwise) {
        JsonNode value = config.path(key);
        return value.isMissingNode() || value.isNull() ? otherwise : checked(value);
    }

    /** Two integers, or one for both. */
    int[] pair(String key, int... otherwise) {
        JsonNode value = config.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        } else if (value.isArray() && value.size() == 2) {
            return new int[] {checked(value.get(0)), checked(value.get(1))};
        }
        return new int[] {checked(value), checked(value)};
    }

    int checked(JsonNode value) {
        if (!value.isIntegralNumber() || Math.abs(value.asLong()) > LARGEST) {
            throw unsupported("has the setting " + shortened(value) + " where a small integer belongs");
        }
        return value.intValue();
    }

    /** A list of integers; empty when there is none. */
    List<Integer> integers(JsonNode list) {
        List<Integer> integers = new ArrayList<>();
        for (JsonNode one : list) {
            integers.add(checked(one));
        }
        return integers;
    }

    static String shortened(JsonNode value) {
        String text = value.toString().replaceAll("[^\\p{Graph} ]", "?");
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    /** Refuses pictures whose channels come first. */
    void checkChannelsLast() {
        if (text("data_format", "channels_last").equals("channels_first")) {
            throw unsupported("has the channels first; save the network with data_format channels_last");
        }
    }
}
