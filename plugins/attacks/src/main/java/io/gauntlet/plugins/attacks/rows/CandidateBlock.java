package io.gauntlet.plugins.attacks.rows;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Target;

/**
 * Candidates gathered from several rows until they fill the target's blocks, so that a search that asks for many
 * candidates a row wastes nothing and needs no more memory than a few blocks. Made once for a search.
 */
public final class CandidateBlock {
    /** What becomes of candidates once there is no room for more. */
    @FunctionalInterface
    public interface Asker {
        /**
         * Asks for all candidates in the block.
         *
         * @param x {@code [n, shape...]}
         * @param owner the row that pays for each, as many as there are candidates or more
         * @param n how many there are
         */
        void ask(INDArray x, int[] owner, int n);
    }

    private final INDArray whole;
    private final float[] values;
    private final int[] owner;
    private final int length;
    private final int together;
    private final Asker asker;
    private int count;

    /**
     * @param together how many candidates in a row must be asked together, such as 2 for pairs
     * @param asker is called when the block is full, and by {@link #flush}
     */
    public CandidateBlock(Target target, int together, Asker asker) {
        long[] sample = target.shape();
        long[] shape = new long[sample.length + 1];
        System.arraycopy(sample, 0, shape, 1, sample.length);
        shape[0] = (long) target.block() * together;
        whole = Nd4j.create(DataType.FLOAT, shape);
        values = new float[Math.toIntExact(whole.length())];
        owner = new int[(int) shape[0]];
        length = values.length / owner.length;
        this.together = together;
        this.asker = asker;
    }

    /** The values of all candidates, those of candidate i from {@code i * length} on. The array itself. */
    public float[] values() {
        return values;
    }

    /**
     * Takes in the next candidates of a row, {@code together} of them, and returns the first one's number; their values are
     * then to be written before the next call.
     */
    public int add(int row) {
        if (count == owner.length) {
            flush();
        }
        int first = count;
        for (int i = 0; i < together; i++) {
            owner[count++] = row;
        }
        return first;
    }

    /** Asks for what is in the block, if there is anything, and empties it. */
    public void flush() {
        if (count == 0) {
            return;
        }
        Floats.buffer(whole).put(values, 0, count * length);
        asker.ask(count == owner.length ? whole : whole.get(NDArrayIndex.interval(0, count)), owner, count);
        count = 0;
    }
}
