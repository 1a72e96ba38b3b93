package io.gauntlet.engine.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import onnx.Onnx;

import io.gauntlet.engine.layout.UnsupportedLayerException;

/** Computes nodes whose inputs are constants: the arithmetic on shapes that PyTorch exports around a reshape. */
final class Folding {
    private Folding() {}

    /** What a node yields; empty when its kind is not one that is computed here. */
    static Optional<Constant> fold(Onnx.NodeProto node, List<Constant> inputs) {
        Attributes attributes = new Attributes(node);
        return switch (node.getOpType()) {
            case "Identity", "Cast" -> Optional.of(inputs.get(0));
            case "Unsqueeze", "Squeeze" ->
                Optional.of(Constant.list(inputs.get(0).integers()));
            case "Concat" -> Optional.of(concat(inputs));
            case "Gather" -> Optional.of(gather(node, inputs, attributes));
            default -> Optional.empty();
        };
    }

    private static Constant concat(List<Constant> inputs) {
        List<Long> all = new ArrayList<>();
        for (Constant input : inputs) {
            for (long value : input.integers()) {
                all.add(value);
            }
        }
        return Constant.list(all.stream().mapToLong(Long::longValue).toArray());
    }

    private static Constant gather(Onnx.NodeProto node, List<Constant> inputs, Attributes attributes) {
        Constant from = inputs.get(0);
        long[] at = inputs.get(1).integers();
        if (from.shape().length != 1 || attributes.integer("axis", 0) != 0) {
            throw new UnsupportedLayerException(node.getOpType(), "gathers from more than a list");
        }
        long[] picked = new long[at.length];
        for (int i = 0; i < at.length; i++) {
            long index = at[i] < 0 ? at[i] + from.values().length : at[i];
            if (index < 0 || index >= from.values().length) {
                throw new UnsupportedLayerException(node.getOpType(), "gathers what is not there");
            }
            picked[i] = from.integer((int) index);
        }
        return Constant.list(picked);
    }
}
