package io.gauntlet.bench.engine;

import java.util.Arrays;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Examples;

/** A few drawn samples, as often as wanted. */
final class RepeatedExamples implements Examples {
    private static final int CLASSES = 10;
    private static final int DIFFERENT = 256;
    /** More than a burst takes. */
    private static final int SIZE = 1 << 16;

    private final long[] shape;
    private final float[] values;

    /**
     * Draws them.
     *
     * @param shape height, width, channels
     */
    RepeatedExamples(long[] shape) {
        this.shape = shape.clone();
        values = new float[DIFFERENT * length()];
        Draws draws = Seed.of(5).draws();
        for (int i = 0; i < values.length; i++) {
            values[i] = draws.uniform();
        }
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    @Override
    public int length() {
        return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    }

    @Override
    public int classes() {
        return CLASSES;
    }

    @Override
    public int label(int index) {
        return index % CLASSES;
    }

    @Override
    public void read(int index, float[] into, int offset) {
        System.arraycopy(values, index % DIFFERENT * length(), into, offset, length());
    }
}
