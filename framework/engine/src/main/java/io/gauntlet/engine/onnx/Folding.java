package io.gauntlet.engine.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

import org.jspecify.annotations.Nullable;

/** Computes operations whose inputs are constants: the arithmetic on shapes that PyTorch exports around a reshape. */
final class Folding {
    /** Bounds what all computed constants of a file take together: shapes are short, and weights are in the file. */
    private int budget = 1 << 24;

    /** What an operation yields, which takes constants only; empty when its kind is not one that is computed here. */
    Optional<Constant> fold(Operation operation) {
        List<Constant> in = new ArrayList<>();
        for (Tensor tensor : operation.inputs()) {
            if (tensor instanceof Constant constant) {
                in.add(constant);
            }
        }
        if (in.isEmpty()) {
            return Optional.empty();
        }
        Constant first = in.get(0);
        return switch (operation.type()) {
            case "Identity", "Dropout" -> Optional.of(first);
            case "Cast" -> Optional.of(first.as(integers(operation.attributes().integer("to", 1))));
            case "Shape" -> Optional.of(shape(operation, first.shape()));
            case "Neg" -> one(first, a -> -a);
            case "Sqrt" -> one(first, Math::sqrt);
            case "Exp" -> one(first, Math::exp);
            case "Reciprocal" -> one(first, a -> 1 / a);
            case "Floor" -> one(first, Math::floor);
            case "Ceil" -> one(first, Math::ceil);
            case "Add" -> two(in, Double::sum);
            case "Sub" -> two(in, (a, b) -> a - b);
            case "Mul" -> two(in, (a, b) -> a * b);
            case "Div" -> two(in, in.stream().allMatch(Constant::integer) ? Folding::quotient : (a, b) -> a / b);
            case "Mod" -> two(in, (a, b) -> a - b * Math.floor(a / b));
            case "Pow" -> two(in, Math::pow);
            case "Equal" -> two(in, (a, b) -> a == b ? 1 : 0);
            case "Min" -> two(in, Math::min);
            case "Max" -> two(in, Math::max);
            case "Where" -> Optional.of(where(in));
            case "ReduceProd" -> Optional.of(product(first));
            case "Range" -> Optional.of(range(in));
            case "ConstantOfShape" -> Optional.of(filled(operation, first));
            case "Expand" -> Optional.of(expanded(first, in.get(1).integers()));
            default -> Optional.ofNullable(ConstantShapes.fold(operation, in, this));
        };
    }

    /** Room for computed values. */
    double[] room(long length) {
        if (length < 0 || length > budget) {
            throw new IllegalArgumentException("its constants take too much room");
        }
        budget -= (int) length;
        return new double[(int) length];
    }

    private static boolean integers(int type) {
        // Of the types in ONNX, 1, 10, 11 and 16 are floating-point.
        return type != 1 && type != 10 && type != 11 && type != 16;
    }

    private static double quotient(double a, double b) {
        if (b == 0) {
            throw new ArithmeticException("an integer is divided by zero");
        }
        double quotient = a / b;
        return quotient < 0 ? Math.ceil(quotient) : Math.floor(quotient);
    }

    /** The shape of something, or a part of it. */
    static Constant shape(Operation operation, long... shape) {
        int start = operation.attributes().integer("start", 0);
        int end = operation.attributes().integer("end", shape.length);
        int from = Math.max(0, Math.min(shape.length, start < 0 ? start + shape.length : start));
        int to = Math.max(from, Math.min(shape.length, end < 0 ? end + shape.length : end));
        return Constant.list(Arrays.copyOfRange(shape, from, to));
    }

    private Optional<Constant> one(Constant in, DoubleUnaryOperator function) {
        double[] out = room(in.length());
        for (int i = 0; i < out.length; i++) {
            out[i] = function.applyAsDouble(in.at(i));
        }
        return Optional.of(Constant.of(out, in.integer(), in.shape()));
    }

    private Optional<Constant> two(List<Constant> in, DoubleBinaryOperator function) {
        Constant result = in.get(0);
        for (int i = 1; i < in.size(); i++) {
            Constant a = result;
            Constant b = in.get(i);
            long[] shape = common(a.shape(), b.shape());
            double[] out = room(length(shape));
            for (int at = 0; at < out.length; at++) {
                out[at] = function.applyAsDouble(a.at(place(at, shape, a.shape())), b.at(place(at, shape, b.shape())));
            }
            result = Constant.of(out, a.integer() && b.integer(), shape);
        }
        return Optional.of(result);
    }

    static long length(long... shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** The shape of two tensors together, by the rules of broadcasting. */
    private static long[] common(long[] a, long[] b) {
        long[] shape = new long[Math.max(a.length, b.length)];
        for (int i = 1; i <= shape.length; i++) {
            long x = i <= a.length ? a[a.length - i] : 1;
            long y = i <= b.length ? b[b.length - i] : 1;
            if (x != y && x != 1 && y != 1) {
                throw new IllegalArgumentException(
                        "the shapes " + Arrays.toString(a) + " and " + Arrays.toString(b) + " do not go together");
            }
            shape[shape.length - i] = x == 1 ? y : x;
        }
        return shape;
    }

    /** Where a place of a shape is in a smaller one that is broadcast to it. */
    private static int place(int index, long[] shape, long[] of) {
        long rest = index;
        long place = 0;
        long stride = 1;
        for (int i = 1; i <= of.length; i++) {
            long side = shape[shape.length - i];
            if (of[of.length - i] != 1) {
                place += rest % side * stride;
                stride *= side;
            }
            rest /= side;
        }
        return (int) place;
    }

    /** A constant repeated to a shape. */
    Constant spread(Constant in, long... shape) {
        double[] out = room(length(shape));
        for (int i = 0; i < out.length; i++) {
            out[i] = in.at(place(i, shape, in.shape()));
        }
        return Constant.of(out, in.integer(), shape);
    }

    private Constant expanded(Constant in, long... target) {
        return spread(in, common(in.shape(), target));
    }

    private Constant where(List<Constant> in) {
        Constant condition = in.get(0);
        Constant yes = in.get(1);
        Constant no = in.get(2);
        long[] shape = common(common(condition.shape(), yes.shape()), no.shape());
        double[] out = room(length(shape));
        for (int i = 0; i < out.length; i++) {
            Constant chosen = condition.at(place(i, shape, condition.shape())) != 0 ? yes : no;
            out[i] = chosen.at(place(i, shape, chosen.shape()));
        }
        return Constant.of(out, yes.integer(), shape);
    }

    private Constant product(Constant in) {
        double product = 1;
        for (int i = 0; i < in.length(); i++) {
            product *= in.at(i);
        }
        return Constant.of(new double[] {product}, in.integer());
    }

    private Constant range(List<Constant> in) {
        double start = in.get(0).number();
        double step = in.get(2).number();
        double count = Math.max(0, Math.ceil((in.get(1).number() - start) / step));
        double[] out = room((long) count);
        for (int i = 0; i < out.length; i++) {
            out[i] = start + i * step;
        }
        return Constant.of(out, in.get(0).integer(), out.length);
    }

    private Constant filled(Operation operation, Constant shape) {
        @Nullable
        Constant value = operation
                .attributes()
                .find("value")
                .map(attribute -> Constant.of(attribute.getT(), "network"))
                .orElse(null);
        double[] out = room(length(shape.integers()));
        Arrays.fill(out, value == null ? 0 : value.number());
        return Constant.of(out, value != null && value.integer(), shape.integers());
    }
}
