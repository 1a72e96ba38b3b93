package io.gauntlet.engine.onnx;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import onnx.Onnx;

/** The attributes of a node, with the defaults that ONNX defines. */
final class Attributes {
    private final Map<String, Onnx.AttributeProto> byName = new HashMap<>();

    Attributes(Onnx.NodeProto node) {
        node.getAttributeList().forEach(attribute -> byName.put(attribute.getName(), attribute));
    }

    int integer(String name, int otherwise) {
        return byName.containsKey(name) ? Math.toIntExact(byName.get(name).getI()) : otherwise;
    }

    float number(String name, float otherwise) {
        return byName.containsKey(name) ? byName.get(name).getF() : otherwise;
    }

    String text(String name, String otherwise) {
        return byName.containsKey(name) ? byName.get(name).getS().toStringUtf8() : otherwise;
    }

    int[] integers(String name, int... otherwise) {
        return byName.containsKey(name)
                ? byName.get(name).getIntsList().stream()
                        .mapToInt(Math::toIntExact)
                        .toArray()
                : otherwise;
    }

    Optional<Onnx.AttributeProto> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
