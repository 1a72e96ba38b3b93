package io.gauntlet.engine.train;

import java.util.Arrays;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.model.NonFiniteException;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.plan.Parameters;

/**
 * Updates a range of the learned parameters, in pieces that fit a core's cache: the shards' gradients come from off the
 * heap and are summed in order, the parameters go back.
 */
final class RangeUpdate {
    private static final int PIECE = 4096;
    private static final int PROBES = 512;

    private final int from;
    private final int to;
    private final float[] sum = new float[PIECE];
    private final float[] other = new float[PIECE];
    private final float[] probe = new float[PROBES];

    RangeUpdate(int from, int to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Makes one update.
     *
     * @param values the parameters on the heap
     * @param parameters the same off it
     * @param gradients of the shards
     * @throws NonFiniteException when a parameter became NaN or infinite
     */
    void run(
            Updater updater,
            float[] values,
            Parameters parameters,
            List<INDArray> gradients,
            long update,
            double rate) {
        Arrays.fill(probe, 0f);
        for (int at = from; at < to; at += PIECE) {
            int count = Math.min(PIECE, to - at);
            Memory.read(gradients.get(0), at, sum, 0, count);
            for (int shard = 1; shard < gradients.size(); shard++) {
                Memory.read(gradients.get(shard), at, other, 0, count);
                for (int i = 0; i < count; i++) {
                    sum[i] += other[i];
                }
            }
            updater.update(values, sum, at, count, update, rate);
            parameters.overwrite(values, at, at + count);
            probe(values, at, count);
        }
        for (float one : probe) {
            if (one != 0) {
                throw new NonFiniteException("parameters", "update " + update);
            }
        }
    }

    /** Zero times a value that is not finite is NaN, which stays; without a branch, the loop uses vector instructions. */
    private void probe(float[] values, int at, int count) {
        for (int done = 0; done < count; done += PROBES) {
            int n = Math.min(PROBES, count - done);
            for (int i = 0; i < n; i++) {
                probe[i] += values[at + done + i] * 0f;
            }
        }
    }
}
