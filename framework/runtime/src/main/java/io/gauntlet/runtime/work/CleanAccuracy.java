package io.gauntlet.runtime.work;

import java.util.List;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.api.Floats;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Output;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.arena.referee.Referee;

/** The share of samples that a model answers rightly and accepts. */
public final class CleanAccuracy {
    /** Another CPU may answer a sample otherwise whose margin is no greater. */
    private static final double ROUNDING = 1e-3;

    private CleanAccuracy() {}

    /**
     * How a model answers clean samples.
     *
     * @param right how many rightly, and accepted
     * @param near how many with a margin that rounding may turn
     * @param samples how many there are
     */
    public record Count(int right, int near, int samples) {
        /** The share that is right. */
        public double share() {
            return (double) right / Math.max(1, samples);
        }
    }

    /** Evaluates all samples; one draw for each where the model draws. */
    public static Count count(Model model, Examples examples, Seed seed, StopSignal stop) {
        int block = model.block();
        int length = examples.length();
        float[] values = new float[block * length];
        long[] shape = new long[model.shape().length + 1];
        System.arraycopy(model.shape(), 0, shape, 1, model.shape().length);
        shape[0] = block;
        int right = 0;
        int near = 0;
        try (INDArray array = Nd4j.create(DataType.FLOAT, shape)) {
            for (int from = 0; from < examples.size(); from += block) {
                stop.check();
                int start = from;
                int size = Math.min(block, examples.size() - from);
                for (int i = 0; i < size; i++) {
                    examples.read(start + i, values, i * length);
                }
                INDArray x = array.get(NDArrayIndex.interval(0, size));
                Floats.put(values, x);
                List<Output> outputs = model.forward(
                        x, row -> seed.derive("clean", start + row).draws());
                for (int i = 0; i < size; i++) {
                    boolean accepted = outputs.get(i).score() <= model.threshold();
                    float[] logits = outputs.get(i).logits();
                    int label = examples.label(start + i);
                    right += accepted && Referee.argmax(logits) == label ? 1 : 0;
                    near += Math.abs(Referee.margin(logits, label)) <= ROUNDING ? 1 : 0;
                }
            }
        }
        return new Count(right, near, examples.size());
    }
}
