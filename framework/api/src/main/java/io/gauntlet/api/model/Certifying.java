package io.gauntlet.api.model;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.RowDraws;

/** Implemented by a stage that can prove within which L2 distance of a sample a defended model's answer stays. */
public interface Certifying {
    /**
     * Certifies the answers to samples as they are given to the stage. Costly.
     *
     * @return one for each row of {@code x}; wrong with a chance of at most {@link #alpha()} each
     */
    List<Certificate> certify(INDArray x, RowDraws draws);

    /** The chance at most that a certificate is wrong, and that one accepted answer is not the certified model's; in (0,1). */
    double alpha();
}
