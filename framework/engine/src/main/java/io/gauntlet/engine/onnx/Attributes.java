package io.gauntlet.engine.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import onnx.Onnx;

/** The attributes of a node, with the defaults that ONNX defines. */
final class Attributes {
    /** Longer lists than any attribute of a known operator has. */
    private static final int MOST_INTEGERS = 1 << 16;

    private final Map<String, Onnx.AttributeProto> byName = new HashMap<>();

    Attributes(Onnx.NodeProto node) {
        node.getAttributeList().forEach(attribute -> byName.put(attribute.getName(), attribute));
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    int integer(String name, int otherwise) {
        return has(name) ? Math.toIntExact(byName.get(name).getI()) : otherwise;
    }

    float number(String name, float otherwise) {
        return has(name) ? byName.get(name).getF() : otherwise;
    }

    String text(String name, String otherwise) {
        return has(name) ? byName.get(name).getS().toStringUtf8() : otherwise;
    }

    int[] integers(String name, int... otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        return Arrays.stream(longs(name)).mapToInt(Math::toIntExact).toArray();
    }

    long[] longs(String name) {
        Onnx.AttributeProto attribute = byName.get(name);
        if (attribute.getIntsCount() > MOST_INTEGERS) {
            throw new ArithmeticException("the attribute " + name + " has too many values");
        }
        return attribute.getIntsList().stream().mapToLong(Long::longValue).toArray();
    }

    double[] numbers(String name) {
        return byName.get(name).getFloatsList().stream()
                .mapToDouble(Float::doubleValue)
                .toArray();
    }

    Optional<Onnx.AttributeProto> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
