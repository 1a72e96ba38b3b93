package io.gauntlet.engine.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.LongStream;

import onnx.Onnx;

import io.gauntlet.engine.file.DamagedFileException;

/** A tensor whose values are known when the file is read. They are read where they lie, when they are asked for. */
final class Constant implements Tensor {
    private static final int MOST_VALUES = 1 << 29;

    private final long[] shape;
    private final int length;
    private final boolean integer;
    private final IntToDoubleFunction values;

    private Constant(long[] shape, int length, boolean integer, IntToDoubleFunction values) {
        this.shape = shape;
        this.length = length;
        this.integer = integer;
        this.values = values;
    }

    /** Computed values. */
    static Constant of(double[] values, boolean integer, long... shape) {
        return new Constant(shape, values.length, integer, i -> values[i]);
    }

    /** A list of integers. */
    static Constant list(long... values) {
        return of(LongStream.of(values).asDoubleStream().toArray(), true, values.length);
    }

    /** The values of a tensor in a file. @throws DamagedFileException when they are not there or of another type */
    static Constant of(Onnx.TensorProto tensor, String file) {
        long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
        long length = 1;
        for (long side : shape) {
            if (side < 0 || (length *= Math.min(side, MOST_VALUES)) > MOST_VALUES) {
                throw new DamagedFileException("The file " + file + " has a tensor " + Operation.plain(tensor.getName())
                        + " of an impossible size.");
            }
        }
        if (tensor.getDataLocation() == Onnx.TensorProto.DataLocation.EXTERNAL) {
            throw new DamagedFileException(
                    "The file " + file + " keeps its weights in other files; export it with the weights inside.");
        }
        Onnx.TensorProto.DataType type = Onnx.TensorProto.DataType.forNumber(tensor.getDataType());
        boolean inside = !tensor.getRawData().isEmpty();
        long there = inside ? tensor.getRawData().size() / Math.max(1, width(type)) : listed(tensor, type);
        if (width(type) == 0) {
            throw new DamagedFileException("The file " + file + " holds the tensor " + Operation.plain(tensor.getName())
                    + " as " + type + "; export the network in float32.");
        }
        if (there != length) {
            throw new DamagedFileException("The file " + file + " has " + there + " values instead of " + length
                    + " in the tensor " + Operation.plain(tensor.getName()) + ": it was cut off or changed.");
        }
        boolean integer = type != Onnx.TensorProto.DataType.FLOAT && type != Onnx.TensorProto.DataType.DOUBLE;
        return new Constant(shape, (int) length, integer, inside ? raw(tensor, type) : fields(tensor, type));
    }

    /** Bytes of a value; 0 for a type that is not read. */
    private static int width(Onnx.TensorProto.@org.jspecify.annotations.Nullable DataType type) {
        if (type == null) {
            return 0;
        }
        return switch (type) {
            case FLOAT, INT32 -> 4;
            case DOUBLE, INT64 -> 8;
            case BOOL -> 1;
            default -> 0;
        };
    }

    private static int listed(Onnx.TensorProto tensor, Onnx.TensorProto.DataType type) {
        return switch (type) {
            case FLOAT -> tensor.getFloatDataCount();
            case DOUBLE -> tensor.getDoubleDataCount();
            case INT64 -> tensor.getInt64DataCount();
            default -> tensor.getInt32DataCount();
        };
    }

    private static IntToDoubleFunction raw(Onnx.TensorProto tensor, Onnx.TensorProto.DataType type) {
        ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
        return switch (type) {
            case FLOAT -> i -> bytes.getFloat(4 * i);
            case DOUBLE -> i -> bytes.getDouble(8 * i);
            case INT64 -> i -> bytes.getLong(8 * i);
            case INT32 -> i -> bytes.getInt(4 * i);
            default -> bytes::get;
        };
    }

    private static IntToDoubleFunction fields(Onnx.TensorProto tensor, Onnx.TensorProto.DataType type) {
        return switch (type) {
            case FLOAT -> tensor::getFloatData;
            case DOUBLE -> tensor::getDoubleData;
            case INT64 -> tensor::getInt64Data;
            default -> tensor::getInt32Data;
        };
    }

    /** Its shape; empty for one number. */
    long[] shape() {
        return shape.clone();
    }

    int rank() {
        return shape.length;
    }

    /** How many values it has. */
    int length() {
        return length;
    }

    /** Whether its values are integers, which divide without a rest. */
    boolean integer() {
        return integer;
    }

    /** A value, counted row by row. */
    double at(int index) {
        return values.applyAsDouble(index);
    }

    /** The same values in another shape of as many. */
    Constant shaped(long... other) {
        if (LongStream.of(other).reduce(1, (a, b) -> a * b) != length) {
            throw new IllegalArgumentException("values of the shape " + Arrays.toString(shape)
                    + " cannot have the shape " + Arrays.toString(other));
        }
        return new Constant(other, length, integer, values);
    }

    /** The same values as integers, which they then must be, or not. */
    Constant as(boolean integers) {
        return new Constant(shape, length, integers, integers ? i -> (long) values.applyAsDouble(i) : values);
    }

    /** The values as integers; for lists of sizes and axes, which are short. */
    long[] integers() {
        if (length > 1 << 16) {
            throw new IllegalArgumentException("a list of sizes has " + length + " values");
        }
        long[] integers = new long[length];
        for (int i = 0; i < length; i++) {
            integers[i] = (long) at(i);
        }
        return integers;
    }

    /** The one value. */
    double number() {
        if (length != 1) {
            throw new IllegalArgumentException("one number was expected, not " + length);
        }
        return at(0);
    }

    /** Whether all values are the same, so that it acts on everything alike. */
    boolean uniform() {
        for (int i = 1; i < length; i++) {
            if (at(i) != at(0)) {
                return false;
            }
        }
        return length > 0;
    }
}
