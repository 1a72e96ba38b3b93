package io.gauntlet.engine.onnx;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.gauntlet.engine.layout.Function;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.Node;

/** Sums and products, with constants and of several values. */
final class Arithmetic {
    /**
     * A value as a multiple of another.
     *
     * @param of the other
     * @param factor how many times
     */
    record Multiple(Value of, double factor) {}

    private final Flow flow;

    Arithmetic(Flow flow) {
        this.flow = flow;
    }

    /** What an operation yields; empty when it is not one of these. */
    Optional<Tensor> apply(Operation operation) {
        return switch (operation.type()) {
            case "Add" -> Optional.of(add(operation));
            case "Sub" -> Optional.of(subtract(operation));
            case "Mul" -> Optional.of(multiply(operation));
            case "Div" -> Optional.of(divide(operation));
            case "Neg" -> Optional.of(flow.scaled(operation, operation.value(0), -1, 0));
            case "Sum" -> Optional.of(sum(operation));
            case "Pow" -> Optional.of(power(operation));
            case "Abs" -> Optional.of(absolute(operation));
            case "Min", "Max" -> Optional.of(bound(operation));
            default -> Optional.empty();
        };
    }

    private Tensor add(Operation operation) {
        for (int i = 0; i < 2; i++) {
            Tensor other = operation.input(1 - i);
            if (operation.input(i) instanceof Constant constant) {
                return other instanceof Unfinished erf
                        ? changed(erf, 1, constant)
                        : shifted(operation, operation.value(1 - i), constant, 1);
            }
        }
        return sum(operation, operation.value(0), operation.value(1), 1);
    }

    private Tensor subtract(Operation operation) {
        if (operation.input(1) instanceof Constant constant) {
            return shifted(operation, operation.value(0), constant, -1);
        } else if (operation.input(0) instanceof Constant constant) {
            return shifted(operation, flow.scaled(operation, operation.value(1), -1, 0), constant, 1);
        }
        return sum(operation, operation.value(0), operation.value(1), -1);
    }

    private Tensor multiply(Operation operation) {
        for (int i = 0; i < 2; i++) {
            Tensor other = operation.input(1 - i);
            if (operation.input(i) instanceof Constant constant) {
                return other instanceof Unfinished erf
                        ? changed(erf, constant.number(), null)
                        : scaled(operation, operation.value(1 - i), constant, 1);
            } else if (operation.input(i) instanceof Unfinished erf && other instanceof Value value) {
                return gelu(operation, erf, value);
            }
        }
        return product(operation, operation.value(0), operation.value(1));
    }

    private Tensor divide(Operation operation) {
        if (operation.input(1) instanceof Constant constant) {
            return scaled(operation, operation.value(0), constant, -1);
        }
        throw operation.unsupported("divides by something that is not constant");
    }

    /** An error function times a number plus another. */
    private static Tensor changed(Unfinished erf, double factor, @Nullable Constant term) {
        if (erf.kind() != Unfinished.Kind.ERROR_FUNCTION) {
            throw erf.operation().unsupported("is not the last operation");
        }
        double added = term == null ? 0 : term.number();
        return new Unfinished(
                erf.kind(), erf.operation(), erf.of(), erf.inner(), erf.term() * factor + added, erf.factor() * factor);
    }

    /** {@code c y (1 + erf(u / sqrt 2))}, where y is m u, is {@code 2 c m gelu(u)}. */
    private Tensor gelu(Operation operation, Unfinished erf, Value value) {
        Multiple multiple = multiple(value);
        boolean complete = erf.kind() == Unfinished.Kind.ERROR_FUNCTION
                && erf.of().node() == multiple.of().node()
                && Arrays.equals(erf.of().shape(), multiple.of().shape())
                && erf.of().layout().same(multiple.of().layout())
                && erf.factor() != 0
                && erf.inner() != 0
                && Math.abs(erf.term() / erf.factor() - 1) < 1e-6;
        if (!complete) {
            throw erf.operation().unsupported(Unfinished.NO_GELU);
        }
        double inner = rounded(erf.inner() * Math.sqrt(2));
        Value argument = flow.scaled(operation, multiple.of(), inner, 0);
        Value gelu = flow.each(argument, new Layer.Activation(flow.name(operation), Function.GELU, 0f));
        return flow.scaled(operation, gelu, rounded(2 * erf.factor() * multiple.factor() / inner), 0);
    }

    /** One, when a product of rounded constants is as good as one. */
    private static double rounded(double number) {
        return Math.abs(number - 1) < 1e-6 ? 1 : number;
    }

    /** What a value is a multiple of: itself unless a scaling made it. */
    Multiple multiple(Value value) {
        if (value.node() != Node.INPUT
                && flow.assembly().layer(value.node()) instanceof Layer.Scale scale
                && scale.factors().length == 1
                && scale.terms()[0] == 0) {
            return new Multiple(value.on(flow.assembly().inputs(value.node()).get(0)), scale.factors()[0]);
        }
        return new Multiple(value, 1);
    }

    /** A value times a constant to the power 1 or -1. */
    Value scaled(Operation operation, Value value, Constant constant, int power) {
        return affine(operation, value, constant, (at, c) -> at == 0 ? (power > 0 ? c : 1 / c) : 0);
    }

    private Value shifted(Operation operation, Value value, Constant constant, double sign) {
        return affine(operation, value, constant, (at, c) -> at == 0 ? 1 : sign * c);
    }

    private interface Affine {
        /** The factor, at 0, or the term, at 1, that a number of the constant gives. */
        double of(int at, double number);
    }

    private Value affine(Operation operation, Value value, Constant constant, Affine affine) {
        long[] sides = aligned(operation, value, constant);
        if (constant.uniform()) {
            double number = constant.at(0);
            return flow.scaled(operation, value, affine.of(0, number), affine.of(1, number));
        }
        if (value.rank() == 3 && sides[1] == 1 && sides[2] == 1) {
            int node = flow.picture(operation, value);
            int out = flow.scaled(operation, node, numbers(constant, affine, 0), numbers(constant, affine, 1));
            return Value.picture(out, flow.assembly().shape(out));
        }
        // Different numbers for different places: in one row, in the order in which the values lie.
        Constant full = new Folding().spread(constant.shaped(sides), value.shape());
        int[] places = value.layout().places();
        double[] factors = new double[places.length];
        double[] terms = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            factors[places[i]] = affine.of(0, full.at(i));
            terms[places[i]] = affine.of(1, full.at(i));
        }
        return value.on(flow.scaled(operation, flow.row(value), factors, terms));
    }

    private static double[] numbers(Constant constant, Affine affine, int at) {
        return IntStream.range(0, constant.length())
                .mapToDouble(i -> affine.of(at, constant.at(i)))
                .toArray();
    }

    /** The shape of a constant beside the axes of a value, each 1 or as long. */
    private static long[] aligned(Operation operation, Value value, Constant constant) {
        long[] shape = constant.shape();
        long[] sides = new long[value.rank()];
        Arrays.fill(sides, 1);
        for (int i = 1; i <= shape.length; i++) {
            long side = shape[shape.length - i];
            boolean inside = i <= value.rank();
            long there = inside ? value.shape()[value.rank() - i] : 1;
            if (side != 1 && side != there) {
                throw operation.unsupported("has a constant of the shape " + Arrays.toString(shape)
                        + ", which does not fit values of the shape " + Arrays.toString(value.shape())
                        + " for each sample");
            }
            if (inside) {
                sides[sides.length - i] = side;
            }
        }
        return sides;
    }

    private Value sum(Operation operation) {
        Value result = operation.value(0);
        for (int i = 1; i < operation.inputs().size(); i++) {
            result = sum(operation, result, operation.value(i), 1);
        }
        return result;
    }

    /** A value plus another times a number. */
    Value sum(Operation operation, Value a, Value b, float coefficient) {
        return joined(operation, a, b, new Layer.Sum(flow.name(operation), new float[] {1f, coefficient}));
    }

    /** Two values multiplied; with its own sigmoid a value becomes a SiLU. */
    Value product(Operation operation, Value a, Value b) {
        if (silu(a, b)) {
            return flow.each(a, new Layer.Activation(flow.name(operation), Function.SILU, 0f));
        } else if (silu(b, a)) {
            return flow.each(b, new Layer.Activation(flow.name(operation), Function.SILU, 0f));
        }
        return joined(operation, a, b, new Layer.Product(flow.name(operation)));
    }

    private boolean silu(Value x, Value sigmoid) {
        return sigmoid.node() != Node.INPUT
                && flow.assembly().layer(sigmoid.node()) instanceof Layer.Activation activation
                && activation.function() == Function.SIGMOID
                && flow.assembly().inputs(sigmoid.node()).get(0) == x.node()
                && Arrays.equals(x.shape(), sigmoid.shape())
                && x.layout().same(sigmoid.layout());
    }

    private Value joined(Operation operation, Value first, Value second, Layer layer) {
        Value a = first;
        Value b = second;
        if (pixel(a.shape())) {
            a = spread(operation, a, b.shape());
        } else {
            b = spread(operation, b, a.shape());
        }
        if (a.layout().same(b.layout())) {
            int other = flow.reshaped(b.node(), flow.assembly().shape(a.node()));
            return a.on(flow.assembly().add(layer, a.node(), other));
        }
        int[] order = Flow.usual(a.rank());
        int node = flow.assembly().add(layer, flow.arranged(a, order), flow.arranged(b, order));
        return new Value(node, a.shape(), new Layout(a.shape(), order));
    }

    /** One value for each channel repeated over the height and width of a picture of this shape. */
    Value spread(Operation operation, Value small, long... shape) {
        if (Arrays.equals(small.shape(), shape)) {
            return small;
        }
        if (small.rank() != 3 || shape.length != 3 || small.shape()[0] != shape[0] || !pixel(small.shape())) {
            throw operation.unsupported("joins " + Arrays.toString(small.shape()) + " and " + Arrays.toString(shape)
                    + "; shapes must be equal, or one have a single pixel");
        }
        Layer layer = new Layer.Upsample(flow.name(operation), (int) shape[1], (int) shape[2]);
        return flow.picture(layer, flow.picture(operation, small));
    }

    private static boolean pixel(long... shape) {
        return shape.length == 3 && shape[1] == 1 && shape[2] == 1;
    }

    private Value power(Operation operation) {
        Value value = operation.value(0);
        double power = operation.constant(1).number();
        if (power == 1) {
            return value;
        } else if (power == 2) {
            return product(operation, value, value);
        } else if (power == 3) {
            return product(operation, product(operation, value, value), value);
        }
        throw operation.unsupported("has the power " + power + "; 1, 2 and 3 are what the engine computes");
    }

    private Value absolute(Operation operation) {
        Value value = operation.value(0);
        Value negative = flow.scaled(operation, value, -1, 0);
        return sum(
                operation,
                flow.each(value, new Layer.Activation(flow.name(operation), Function.RELU, 0f)),
                flow.each(negative, new Layer.Activation(flow.name(operation), Function.RELU, 0f)),
                1);
    }

    /** The greater, or the lesser, of each value and a number. */
    private Value bound(Operation operation) {
        int constant = operation.input(0) instanceof Constant ? 0 : 1;
        if (operation.inputs().size() != 2) {
            throw operation.unsupported("does not take a value and a number");
        }
        double number = operation.constant(constant).number();
        Value value = operation.value(1 - constant);
        return operation.type().equals("Max")
                ? new Activations(flow, this).clipped(operation, value, number, Double.POSITIVE_INFINITY)
                : new Activations(flow, this).clipped(operation, value, Double.NEGATIVE_INFINITY, number);
    }
}
