package io.gauntlet.engine.onnx;

import java.util.List;

import onnx.Onnx;
import org.jspecify.annotations.Nullable;

import io.gauntlet.engine.layout.UnsupportedLayerException;

/**
 * One node of the file, with what it takes.
 *
 * @param node as it is in the file
 * @param inputs what it takes, in order; null for an optional one that is left out
 * @param attributes its attributes
 * @param opset the version of the operator set that the file uses
 */
record Operation(Onnx.NodeProto node, List<@Nullable Tensor> inputs, Attributes attributes, int opset) {
    private static final int LONGEST_NAME = 100;

    String type() {
        return node.getOpType();
    }

    /** Its name for users. */
    String described() {
        return plain(node.getName().isEmpty() ? type() : type() + " " + node.getName());
    }

    /** A name of a file as a part of a sentence: files may hold anything as a name. */
    static String plain(String name) {
        String line = name.replaceAll("[^\\p{Graph} ]", "?");
        return line.length() > LONGEST_NAME ? line.substring(0, LONGEST_NAME) + "…" : line;
    }

    UnsupportedLayerException unsupported(String reason) {
        return new UnsupportedLayerException(described(), reason);
    }

    /** An input, when it is there. */
    @Nullable
    Tensor input(int index) {
        return index < inputs.size() ? inputs.get(index) : null;
    }

    /** An input that must be computed. */
    Value value(int index) {
        if (input(index) instanceof Value value) {
            return value;
        } else if (input(index) instanceof Unfinished unfinished) {
            throw unfinished
                    .operation()
                    .unsupported(
                            unfinished.kind() == Unfinished.Kind.ERROR_FUNCTION
                                    ? Unfinished.NO_GELU
                                    : "is not the last operation");
        }
        throw unsupported("has a constant or nothing as its input " + (index + 1));
    }

    /** An input that must be constant. */
    Constant constant(int index) {
        Constant constant = optional(index);
        if (constant == null) {
            throw unsupported("lacks its input " + (index + 1));
        }
        return constant;
    }

    /** An input that must be constant where it is there. */
    @Nullable
    Constant optional(int index) {
        Tensor tensor = input(index);
        if (tensor == null || tensor instanceof Constant) {
            return (Constant) tensor;
        }
        throw unsupported("has an input " + (index + 1) + " that is not constant");
    }

    /** Integers that are an attribute in old operator sets and an input in new ones; null when they are neither. */
    long @Nullable [] integers(String attribute, int input) {
        if (attributes.has(attribute)) {
            return attributes.longs(attribute);
        }
        Constant constant = optional(input);
        return constant == null ? null : constant.integers();
    }

    /** An axis, counted from the end when negative, of so many. */
    int axis(long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw unsupported("has the axis " + axis + " of a tensor with " + rank + " axes");
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }
}
