package io.gauntlet.engine.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.LongStream;

import onnx.Onnx;

import io.gauntlet.engine.file.DamagedFileException;

/**
 * A tensor whose values are known when the file is read.
 *
 * @param shape its shape; empty for one number
 * @param values its values; integers that stand for sizes fit exactly
 */
record Constant(long[] shape, double[] values) {
    private static final int MOST_VALUES = 1 << 29;

    /** A list of integers. */
    static Constant list(long... values) {
        return new Constant(
                new long[] {values.length},
                LongStream.of(values).asDoubleStream().toArray());
    }

    /** The values of a tensor in a file. @throws DamagedFileException when they are not there or of another type */
    static Constant of(Onnx.TensorProto tensor, String file) {
        long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
        long length = 1;
        for (long side : shape) {
            if (side < 0 || (length *= Math.min(side, MOST_VALUES)) > MOST_VALUES) {
                throw new DamagedFileException(
                        "The file " + file + " has a tensor " + tensor.getName() + " of an impossible size.");
            }
        }
        if (tensor.getDataLocation() == Onnx.TensorProto.DataLocation.EXTERNAL) {
            throw new DamagedFileException(
                    "The file " + file + " keeps its weights in other files; export it with the weights inside.");
        }
        double[] values = values(tensor, file);
        if (values.length != length) {
            throw new DamagedFileException("The file " + file + " has " + values.length + " values instead of " + length
                    + " in the tensor " + tensor.getName() + ": it was cut off or changed.");
        }
        return new Constant(shape, values);
    }

    private static double[] values(Onnx.TensorProto tensor, String file) {
        ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        boolean inside = raw.remaining() > 0;
        Onnx.TensorProto.DataType type = Onnx.TensorProto.DataType.forNumber(tensor.getDataType());
        if (type == Onnx.TensorProto.DataType.FLOAT) {
            return inside
                    ? read(raw.remaining() / 4, i -> raw.getFloat(4 * i))
                    : read(tensor.getFloatDataCount(), tensor::getFloatData);
        } else if (type == Onnx.TensorProto.DataType.DOUBLE) {
            return inside
                    ? read(raw.remaining() / 8, i -> raw.getDouble(8 * i))
                    : read(tensor.getDoubleDataCount(), tensor::getDoubleData);
        } else if (type == Onnx.TensorProto.DataType.INT64) {
            return inside
                    ? read(raw.remaining() / 8, i -> raw.getLong(8 * i))
                    : read(tensor.getInt64DataCount(), tensor::getInt64Data);
        } else if (type == Onnx.TensorProto.DataType.INT32) {
            return inside
                    ? read(raw.remaining() / 4, i -> raw.getInt(4 * i))
                    : read(tensor.getInt32DataCount(), tensor::getInt32Data);
        }
        throw new DamagedFileException("The file " + file + " holds the tensor " + tensor.getName() + " as " + type
                + "; export the network in float32.");
    }

    private interface At {
        double value(int index);
    }

    private static double[] read(int count, At at) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = at.value(i);
        }
        return values;
    }

    /** The value at a place, as an integer. */
    long integer(int index) {
        return (long) values[index];
    }

    /** All values as integers. */
    long[] integers() {
        long[] integers = new long[values.length];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = integer(i);
        }
        return integers;
    }

    /** Whether all values are the same, so that it acts on everything alike. */
    boolean uniform() {
        for (double value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return values.length > 0;
    }
}
