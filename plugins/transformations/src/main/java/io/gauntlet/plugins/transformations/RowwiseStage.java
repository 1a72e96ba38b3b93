package io.gauntlet.plugins.transformations;

import java.math.BigDecimal;
import java.nio.FloatBuffer;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Stage;

/**
 * A stage that keeps the shape of samples, works on one row at a time, and whose derivative is exact for given draws.
 * Rows are copied to and from native memory whole. Not thread-safe, as no stage is.
 */
abstract class RowwiseStage implements Stage {
    private final String name;
    private final long[] shape;
    private final int length;
    private final Reused outputs = new Reused();
    private final Reused derivatives = new Reused();
    private final float[] x;
    private final float[] other;

    RowwiseStage(String name, long[] shape) {
        if (shape.length == 0 || Arrays.stream(shape).anyMatch(side -> side < 1)) {
            throw new IllegalArgumentException(
                    name + " needs samples with at least one value, not of shape " + Arrays.toString(shape) + ".");
        }
        this.name = name;
        this.shape = shape.clone();
        this.length = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        this.x = new float[length];
        this.other = new float[length];
    }

    /** A parameter as it is written in a spec, such as {@code 15}. */
    static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** How many values one sample has. */
    final int length() {
        return length;
    }

    /** Computes one row: the values of one sample, channels last, all of {@code y} written. */
    abstract void forwardRow(float[] x, float[] y, RowDraws draws, int row);

    /** Turns {@code d}, the derivative with respect to the row's output, into that with respect to its input. */
    abstract void vjpRow(float[] x, float[] d, RowDraws draws, int row);

    @Override
    public final INDArray forward(INDArray batch, RowDraws draws) {
        int rows = rows(batch);
        INDArray result = outputs.of(rows);
        FloatBuffer in = Floats.buffer(batch);
        FloatBuffer out = Floats.buffer(result);
        for (int row = 0; row < rows; row++) {
            in.get(row * length, x);
            forwardRow(x, other, draws, row);
            out.put(row * length, other);
        }
        return result;
    }

    @Override
    public final INDArray vjp(INDArray batch, INDArray dy, RowDraws draws) {
        int rows = rows(batch);
        if (rows(dy) != rows) {
            throw new IllegalArgumentException(
                    name + " was given " + rows + " samples but derivatives for " + rows(dy) + ".");
        }
        INDArray result = derivatives.of(rows);
        FloatBuffer in = Floats.buffer(batch);
        FloatBuffer above = Floats.buffer(dy);
        FloatBuffer out = Floats.buffer(result);
        for (int row = 0; row < rows; row++) {
            in.get(row * length, x);
            above.get(row * length, other);
            vjpRow(x, other, draws, row);
            out.put(row * length, other);
        }
        return result;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final long[] outputShape(long[] inputShape) {
        if (!Arrays.equals(inputShape, shape)) {
            throw new IllegalArgumentException(name + " was made for samples of shape " + Arrays.toString(shape)
                    + ", not " + Arrays.toString(inputShape) + ".");
        }
        return shape.clone();
    }

    @Override
    public final Derivative declared() {
        return Derivative.EXACT;
    }

    @Override
    public final void close() {
        outputs.close();
        derivatives.close();
    }

    private int rows(INDArray batch) {
        if (batch.rank() != shape.length + 1) {
            throw new IllegalArgumentException(name + " takes arrays of shape [n, sample], with samples of shape "
                    + Arrays.toString(shape) + ", not " + Arrays.toString(batch.shape()) + ".");
        }
        for (int d = 0; d < shape.length; d++) {
            if (batch.size(d + 1) != shape[d]) {
                outputShape(Arrays.copyOfRange(batch.shape(), 1, batch.rank()));
            }
        }
        return Math.toIntExact(batch.size(0));
    }

    /** An array that grows to the largest batch seen and is handed out again and again. */
    private final class Reused implements AutoCloseable {
        private @Nullable INDArray all;
        private @Nullable INDArray current;

        INDArray of(int rows) {
            INDArray whole = all;
            if (whole == null || whole.size(0) < rows) {
                close();
                whole = Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', batchShape(rows));
                all = whole;
                current = whole;
            }
            INDArray part = current;
            if (part == null || part.size(0) != rows) {
                part = whole.size(0) == rows ? whole : whole.get(NDArrayIndex.interval(0, rows));
                current = part;
            }
            return part;
        }

        @Override
        public void close() {
            if (all != null) {
                all.close();
            }
            all = null;
            current = null;
        }

        private long[] batchShape(int rows) {
            long[] batch = new long[shape.length + 1];
            batch[0] = rows;
            System.arraycopy(shape, 0, batch, 1, shape.length);
            return batch;
        }
    }
}
