package io.gauntlet.plugins.defenses.input;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Stage;
import io.gauntlet.plugins.defenses.around.SampleShape;

/**
 * Applies the thermometer code. Its own derivative is zero almost everywhere; the declared one is that of channels that
 * rise linearly from 0 to 1 while the value goes from {@code softness} below their threshold to as much above it: the
 * backward pass by a soft encoding that Athalye et al. (2018, section 5.2.1) break the defense with. Not thread-safe.
 */
final class ThermometerStage implements Stage {
    private final ThermometerCode code;
    private final float softness;
    private final long[] shape;
    private final long[] encoded;
    private final float[] sample;
    private float[] values = {};
    private float[] codes = {};
    private @Nullable INDArray output;
    private @Nullable INDArray derivative;

    /** @param softness positive, in the unit of the samples' values */
    ThermometerStage(ThermometerCode code, double softness, long[] shape) {
        this.code = code;
        this.softness = (float) softness;
        this.shape = shape.clone();
        this.encoded = code.shape(shape);
        this.sample = new float[SampleShape.length(shape)];
    }

    @Override
    public String name() {
        return "thermometer(" + code.levels() + ")";
    }

    @Override
    public long[] outputShape(long[] inputShape) {
        if (!Arrays.equals(inputShape, shape)) {
            throw new IllegalArgumentException(name() + " was made for samples of shape " + Arrays.toString(shape)
                    + ", not " + Arrays.toString(inputShape) + ".");
        }
        return encoded.clone();
    }

    @Override
    public INDArray forward(INDArray x, RowDraws draws) {
        int n = rows(x);
        INDArray y = sized(output, n, encoded);
        output = y;
        Floats.get(x, values);
        for (int row = 0; row < n; row++) {
            System.arraycopy(values, row * sample.length, sample, 0, sample.length);
            code.encode(sample, codes, row * sample.length * code.levels());
        }
        Floats.put(codes, y);
        return y;
    }

    @Override
    public INDArray vjp(INDArray x, INDArray dy, RowDraws draws) {
        int n = rows(x);
        INDArray dx = sized(derivative, n, shape);
        derivative = dx;
        Floats.get(x, values);
        Floats.get(dy, codes);
        int levels = code.levels();
        for (int i = 0; i < n * sample.length; i++) {
            float sum = 0;
            for (int k = 0; k < levels; k++) {
                sum += Math.abs(values[i] - code.threshold(k)) < softness ? codes[i * levels + k] : 0;
            }
            values[i] = sum / (2 * softness);
        }
        Floats.put(values, dx);
        return dx;
    }

    /** The number of samples, for which there is room afterwards. */
    private int rows(INDArray x) {
        outputShape(Arrays.copyOfRange(x.shape(), 1, x.rank()));
        int n = Math.toIntExact(x.size(0));
        if (values.length < n * sample.length) {
            values = new float[n * sample.length];
            codes = new float[values.length * code.levels()];
        }
        return n;
    }

    private static INDArray sized(@Nullable INDArray before, int n, long[] shape) {
        if (before != null && before.size(0) == n) {
            return before;
        }
        if (before != null) {
            before.close();
        }
        return Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', SampleShape.batch(n, shape));
    }

    @Override
    public Derivative declared() {
        return Derivative.STRAIGHT_THROUGH;
    }

    @Override
    public boolean randomised() {
        return false;
    }

    @Override
    public void close() {
        if (output != null) {
            output.close();
        }
        if (derivative != null) {
            derivative.close();
        }
        output = null;
        derivative = null;
    }
}
