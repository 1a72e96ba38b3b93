package io.gauntlet.engine.train;

import io.gauntlet.api.data.Examples;
import io.gauntlet.api.defense.Encoding;

/** Examples as a network sees them that learns behind an encoding. */
final class EncodedExamples implements Examples {
    private final Examples examples;
    private final Encoding encoding;
    private final long[] shape;
    private final ThreadLocal<float[]> sample;

    EncodedExamples(Examples examples, Encoding encoding) {
        this.examples = examples;
        this.encoding = encoding;
        this.shape = encoding.shape(examples.shape());
        this.sample = ThreadLocal.withInitial(() -> new float[examples.length()]);
    }

    @Override
    public int size() {
        return examples.size();
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    @Override
    public int classes() {
        return examples.classes();
    }

    @Override
    public int label(int index) {
        return examples.label(index);
    }

    @Override
    public void read(int index, float[] into, int offset) {
        float[] values = sample.get();
        examples.read(index, values, 0);
        encoding.encode(values, into, offset);
    }
}
