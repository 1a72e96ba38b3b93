package io.gauntlet.plugins.attacks.decision;

import java.util.Arrays;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Target;

/** The candidates of one step, any number for each row, asked in one call; the arrays are grown and reused. */
final class Probes {
    private final Target target;
    private final int length;
    private float[] values = {};
    private int[] owner = {};
    private int size;
    private INDArray whole;
    private INDArray asked;

    Probes(Target target) {
        this.target = target;
        length = Math.toIntExact(Arrays.stream(target.shape()).reduce(1, Math::multiplyExact));
        whole = array(1);
        asked = whole;
    }

    private INDArray array(int candidates) {
        long[] shape = target.shape();
        long[] full = new long[shape.length + 1];
        full[0] = candidates;
        System.arraycopy(shape, 0, full, 1, shape.length);
        return Nd4j.create(DataType.FLOAT, full);
    }

    /** Forgets the candidates of the last step. */
    void clear() {
        size = 0;
    }

    /** How many candidates there are. */
    int size() {
        return size;
    }

    /** Makes room for a candidate that a row pays for. @return where in {@link #values} it begins */
    int add(int row) {
        if (size == owner.length) {
            int larger = Math.max(target.block(), 2 * size);
            owner = Arrays.copyOf(owner, larger);
            values = Arrays.copyOf(values, Math.multiplyExact(larger, length));
        }
        owner[size] = row;
        return size++ * length;
    }

    /** The values, candidate after candidate. */
    float[] values() {
        return values;
    }

    /** Where a candidate begins. */
    int at(int candidate) {
        return candidate * length;
    }

    /** The number of values of one candidate. */
    int length() {
        return length;
    }

    /** Asks for the classes of all candidates. */
    Answer ask() {
        if (whole.size(0) < size) {
            whole.close();
            whole = array(owner.length);
            asked = whole;
        }
        if (asked.size(0) != size) {
            asked = whole.size(0) == size ? whole : whole.get(NDArrayIndex.interval(0, size));
        }
        Floats.put(values, asked);
        return target.labels(asked, owner);
    }

    /** The candidates of the last {@link #ask}. */
    INDArray asked() {
        return asked;
    }
}
