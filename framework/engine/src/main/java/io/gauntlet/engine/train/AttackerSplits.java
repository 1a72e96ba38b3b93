package io.gauntlet.engine.train;

import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;

/** What an attacker learns from: nothing but the examples it chose. */
record AttackerSplits(Examples train) implements Splits {
    @Override
    public Examples calibration() {
        return new NoExamples(train.shape(), train.classes());
    }

    @Override
    public Examples attacker() {
        throw refusal("attacker");
    }

    @Override
    public Examples test() {
        throw refusal("test");
    }

    private static IllegalStateException refusal(String split) {
        return new IllegalStateException("An attacker's training has no " + split
                + " split; it learns from the examples that it was given as train.");
    }

    /** Arrays in records are shared; these are never handed out. */
    private static final class NoExamples implements Examples {
        private final long[] shape;
        private final int classes;

        NoExamples(long[] shape, int classes) {
            this.shape = shape;
            this.classes = classes;
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public long[] shape() {
            return shape.clone();
        }

        @Override
        public int classes() {
            return classes;
        }

        @Override
        public int label(int index) {
            throw none(index);
        }

        @Override
        public void read(int index, float[] into, int offset) {
            throw none(index);
        }

        private static IndexOutOfBoundsException none(int index) {
            return new IndexOutOfBoundsException("Sample " + index + " of none.");
        }
    }
}
