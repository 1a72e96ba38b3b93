package io.gauntlet.api.model;

import java.nio.FloatBuffer;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;

/**
 * A stage that keeps the shape of samples and works on one row at a time: the author writes what happens to one sample.
 * Rows are copied to and from native memory whole. Not thread-safe, as no stage is.
 */
public abstract class RowwiseStage implements Stage {
    /** Handed to rows of stages that draw nothing. */
    private static final Draws UNUSED = Seed.of(0).draws();

    private final String name;
    private final long[] shape;
    private final int length;
    private final Reused outputs = new Reused();
    private final Reused derivatives = new Reused();
    private final float[] x;
    private final float[] other;

    /** For samples of a shape. @throws IllegalArgumentException when they have no values */
    protected RowwiseStage(String name, long[] shape) {
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

    /** How many values one sample has. */
    protected final int length() {
        return length;
    }

    /**
     * Computes one row: the values of one sample, channels last, all of {@code y} written.
     *
     * @param draws the row's, from their beginning; not to be used by stages that are not randomised
     */
    protected abstract void forwardRow(float[] x, float[] y, Draws draws);

    /** Turns {@code d}, the derivative with respect to the row's output, into that with respect to its input. */
    protected abstract void vjpRow(float[] x, float[] d, Draws draws);

    @Override
    public final INDArray forward(INDArray batch, RowDraws draws) {
        int rows = rows(batch);
        INDArray result = outputs.of(rows);
        FloatBuffer in = Floats.buffer(batch);
        FloatBuffer out = Floats.buffer(result);
        for (int row = 0; row < rows; row++) {
            in.get(row * length, x);
            forwardRow(x, other, of(draws, row));
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
            vjpRow(x, other, of(draws, row));
            out.put(row * length, other);
        }
        return result;
    }

    private Draws of(RowDraws draws, int row) {
        return randomised() ? draws.of(row) : UNUSED;
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

    /** Exact unless a stage says otherwise. */
    @Override
    public Derivative declared() {
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
