package io.gauntlet.plugins.attacks.fab;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.attack.Answer;

/** Where the boundary of a class would be if the model were what it looks like from a row's iterate: linear. */
interface Boundaries {
    /**
     * Looks at the model from iterates.
     *
     * @param x one iterate for each row
     * @param owner the rows to look from; -1 leaves one out
     * @return the answers, valid until the next call on the target
     */
    Answer look(INDArray x, int[] owner);

    /**
     * The boundary that a row is to step onto.
     *
     * @param normal to be overwritten with the gradient of the difference of logits
     * @return that difference at the iterate, negative on the side of the label
     */
    double boundary(int row, float[] normal);

    /** The array if it is long enough, else a longer one. */
    static float[] sized(float @Nullable [] array, long length) {
        return array == null || array.length < length ? new float[Math.toIntExact(length)] : array;
    }
}
