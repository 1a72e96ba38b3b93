package io.gauntlet.arena.match;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.api.Floats;

/** The named arrays that follow samples from row to row: preallocated once, moved by copying one row onto another. */
final class RowState implements AutoCloseable {
    private final int capacity;
    private final long[] shape;
    private final int length;
    private final Map<String, Image> images = new LinkedHashMap<>();
    private final List<float[]> scalars = new ArrayList<>();
    private final Map<String, float[]> scalarsByName = new LinkedHashMap<>();
    private final float[] row;

    /** One array and its view of the live rows. */
    private static final class Image {
        final INDArray whole;
        final FloatBuffer buffer;
        INDArray live;

        Image(INDArray whole) {
            this.whole = whole;
            buffer = Floats.buffer(whole);
            live = whole;
        }
    }

    RowState(int capacity, long[] sampleShape) {
        this.capacity = capacity;
        shape = new long[sampleShape.length + 1];
        shape[0] = capacity;
        System.arraycopy(sampleShape, 0, shape, 1, sampleShape.length);
        length = Math.toIntExact(Arrays.stream(sampleShape).reduce(1, Math::multiplyExact));
        row = new float[length];
    }

    /** The first {@code live} rows of an array, made on first use. */
    INDArray image(String name, int live) {
        Image image = images.computeIfAbsent(name, key -> new Image(Nd4j.zeros(DataType.FLOAT, shape)));
        if (image.live.size(0) != live) {
            image.live = live == capacity ? image.whole : image.whole.get(NDArrayIndex.interval(0, live));
        }
        return image.live;
    }

    float[] scalar(String name) {
        return scalarsByName.computeIfAbsent(name, key -> {
            float[] values = new float[capacity];
            scalars.add(values);
            return values;
        });
    }

    void put(String name, int at, float[] values, int offset) {
        image(name, capacity);
        FloatBuffer buffer = images.get(name).buffer;
        buffer.position(at * length);
        buffer.put(values, offset, length);
    }

    /** Copies everything that row {@code from} holds onto row {@code to}. */
    void move(int from, int to) {
        for (Image image : images.values()) {
            image.buffer.position(from * length);
            image.buffer.get(row);
            image.buffer.position(to * length);
            image.buffer.put(row);
        }
        for (float[] values : scalars) {
            values[to] = values[from];
        }
    }

    /** Sets a row's state to zero, so that a sample never sees what another left behind. */
    void clear(int at) {
        Arrays.fill(row, 0);
        for (Image image : images.values()) {
            image.buffer.position(at * length);
            image.buffer.put(row);
        }
        for (float[] values : scalars) {
            values[at] = 0;
        }
    }

    @Override
    public void close() {
        images.values().forEach(image -> image.whole.close());
    }
}
