package io.gauntlet.engine.onnx;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

import onnx.Onnx;
import org.jspecify.annotations.Nullable;

import io.gauntlet.engine.layout.Axis;
import io.gauntlet.engine.layout.Function;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.UnsupportedLayerException;
import io.gauntlet.engine.layout.Window;

/** One operation on what flows, as a layer. */
final class Translation {
    private final Onnx.NodeProto node;
    private final Map<String, Constant> constants;
    private final Assembly assembly;
    private final Attributes attributes;
    private final String name;

    Translation(Onnx.NodeProto node, Map<String, Constant> constants, Assembly assembly) {
        this.node = node;
        this.constants = constants;
        this.assembly = assembly;
        attributes = new Attributes(node);
        name = node.getOpType().toLowerCase(Locale.ROOT) + assembly.next();
    }

    /** Adds the layer; says whether there is one, rather than the same values going on. */
    boolean changes() {
        switch (node.getOpType()) {
            case "Conv" -> convolution();
            case "Gemm" -> gemm();
            case "MatMul" -> assembly.dense(name, constant(1), false, 1, null, 0);
            case "Relu" -> assembly.add(new Layer.Activation(name, Function.RELU, 0f));
            case "MaxPool" -> pool(true);
            case "AveragePool" -> pool(false);
            case "GlobalAveragePool" ->
                assembly.add(new Layer.Pool(name, new Window(Axis.valid(height(), 1), Axis.valid(width(), 1)), false));
            case "Flatten" -> flatten();
            case "Reshape" -> reshape();
            case "Add" -> scale(1, 1);
            case "Sub" -> scale(1, -1);
            case "Mul" -> scale(1, 0);
            case "Div" -> scale(-1, 0);
            case "Identity", "Dropout" -> {
                return false;
            }
            default ->
                throw unsupported(
                        "is not among the operations that the engine computes: Conv, Gemm, MatMul, Add,"
                                + " Sub, Mul, Div, Relu, MaxPool, AveragePool, GlobalAveragePool, Flatten, Reshape, Identity, Dropout");
        }
        return true;
    }

    private UnsupportedLayerException unsupported(String reason) {
        return new UnsupportedLayerException(
                node.getName().isEmpty() ? node.getOpType() : node.getOpType() + " " + node.getName(), reason);
    }

    private Constant constant(int input) {
        Constant constant = optional(input);
        if (constant == null) {
            throw unsupported("has an input " + (input + 1) + " that is not constant");
        }
        return constant;
    }

    private @Nullable Constant optional(int input) {
        return input < node.getInputCount() ? constants.get(node.getInput(input)) : null;
    }

    private int height() {
        if (!assembly.picture()) {
            throw unsupported("needs pictures");
        }
        return assembly.height();
    }

    private int width() {
        return assembly.width();
    }

    private void convolution() {
        if (attributes.integer("group", 1) != 1) {
            throw unsupported("has groups, which the engine does not compute");
        }
        Constant weights = constant(1);
        if (weights.shape().length != 4) {
            throw unsupported("is not two-dimensional");
        }
        Axis[] axes = axes(new int[] {(int) weights.shape()[2], (int) weights.shape()[3]});
        assembly.convolution(name, axes[0], axes[1], weights, optional(2));
    }

    private void pool(boolean greatest) {
        int[] kernel = attributes.integers("kernel_shape");
        if (kernel.length != 2 || attributes.integer("ceil_mode", 0) != 0) {
            throw unsupported("has the ceil mode, or is not two-dimensional, which the engine does not compute");
        }
        Axis[] axes = axes(kernel);
        boolean padded = axes[0].before() + axes[0].after() + axes[1].before() + axes[1].after() > 0;
        if (!greatest && padded && attributes.integer("count_include_pad", 0) != 0) {
            throw unsupported("counts padding in its averages, which the engine does not");
        }
        assembly.add(new Layer.Pool(name, new Window(axes[0], axes[1]), greatest));
    }

    /** The window of this node. */
    private Axis[] axes(int[] weights) {
        int[] kernel = attributes.integers("kernel_shape", weights);
        int[] stride = attributes.integers("strides", 1, 1);
        int[] dilation = attributes.integers("dilations", 1, 1);
        int[] pads = attributes.integers("pads", 0, 0, 0, 0);
        int[] size = {height(), width()};
        String automatic = attributes.text("auto_pad", "NOTSET");
        if (kernel.length != 2 || stride.length != 2 || dilation.length != 2 || pads.length != 4) {
            throw unsupported("is not two-dimensional");
        }
        Axis[] axes = new Axis[2];
        for (int i = 0; i < 2; i++) {
            axes[i] = switch (automatic) {
                case "NOTSET" -> new Axis(kernel[i], stride[i], pads[i], pads[i + 2], dilation[i]);
                case "VALID" -> new Axis(kernel[i], stride[i], 0, 0, dilation[i]);
                case "SAME_UPPER" -> Axis.same(kernel[i], stride[i], dilation[i], size[i]);
                default -> throw unsupported("is padded by " + automatic + ", which the engine does not compute");
            };
        }
        return axes;
    }

    private void gemm() {
        if (attributes.integer("transA", 0) != 0) {
            throw unsupported("transposes its input");
        }
        assembly.dense(
                name,
                constant(1),
                attributes.integer("transB", 0) != 0,
                attributes.number("alpha", 1),
                optional(2),
                attributes.number("beta", 1));
    }

    private void flatten() {
        if (attributes.integer("axis", 1) != 1) {
            throw unsupported("flattens from another axis than the first");
        }
        assembly.flatten(name);
    }

    private void reshape() {
        long[] shape = constant(1).integers();
        if (shape.length == 2) {
            assembly.flatten(name);
        } else if (!Arrays.equals(shape, 1, shape.length, assembly.shapeInOnnx(), 1, assembly.shapeInOnnx().length)) {
            throw unsupported("changes the shape to something other than rows of values");
        }
    }

    /** Multiplies by the constant to the power {@code power} or, when {@code sign} is not 0, adds it with that sign. */
    private void scale(int power, int sign) {
        Constant constant = constant(1);
        if (sign != 0 && assembly.addToBias(constant, sign)) {
            return;
        }
        if (!constant.uniform()) {
            throw unsupported("has different numbers for different values, which the engine does not compute");
        }
        float number = (float) constant.values()[0];
        if (sign != 0) {
            assembly.add(new Layer.Scale(name, 1f, sign * number));
        } else {
            assembly.add(new Layer.Scale(name, power > 0 ? number : 1f / number, 0f));
        }
    }
}
