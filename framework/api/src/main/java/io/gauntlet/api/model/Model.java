package io.gauntlet.api.model;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.RowDraws;

/**
 * A defended model ready to be evaluated and differentiated: what the harness, the referee and the target compute
 * with. Made by the engine from a {@link DefendedModel}; one instance serves one thread. Arrays are float,
 * {@code [n, shape...]}, any n; results are reused and valid until the next call.
 *
 * <p>Per-sample results are bitwise the same wherever in a batch a sample stands and whatever the other samples are.
 */
public interface Model extends AutoCloseable {
    /** Computes the gradient of something at the outputs of one batch. */
    @FunctionalInterface
    interface OutputGradient {
        /**
         * Called once for each sample, in order.
         *
         * @param sample the position in the batch
         * @param output logits and score; read only
         * @param gradient zero on entry; to be overwritten with the derivative by logits and score
         */
        void apply(int sample, Output output, Output gradient);
    }

    /**
     * Outputs, and rows of the Jacobian of their logits, from one forward pass. Valid until the next call.
     *
     * @param outputs one for each sample
     * @param values {@code [n, number of classes wanted, shape...]}
     */
    record Jacobian(List<Output> outputs, INDArray values) {}

    /** The shape of one sample. */
    long[] shape();

    /** The number of classes. */
    int classes();

    /** How many samples are computed together. */
    int block();

    /** Whether the outputs depend on draws. */
    boolean randomised();

    /** The defended model's stages. */
    List<Stage> stages();

    /** The threshold of the detector, or positive infinity without one. */
    float threshold();

    /** The views that the detector compares answers behind; see {@link Detector#views}. */
    default List<Stage> views() {
        return List.of();
    }

    /** Evaluates. The i-th output is that of the i-th sample. */
    List<Output> forward(INDArray x, RowDraws draws);

    /**
     * Evaluates and differentiates in one pass.
     *
     * @return the gradient by x of the sum over the samples of what {@code wanted} differentiates, shaped like x
     * @throws NonFiniteException when a value is NaN or infinite, naming the stage
     */
    INDArray gradient(INDArray x, RowDraws draws, OutputGradient wanted);

    /**
     * Evaluates, and differentiates chosen logits, with one forward pass.
     *
     * @param classes for each sample the classes wanted, the same number for all
     * @throws NonFiniteException when a value is NaN or infinite, naming the stage
     */
    Jacobian jacobian(INDArray x, RowDraws draws, int[][] classes);

    /** The same model whose gradients pass through another derivative at one stage. Shares arrays with this one. */
    Model withBackward(int stage, Stage surrogate);

    /**
     * The model without some of its stages and without its detector: the undefended twin, when all that is not the
     * network is left out. Shares arrays with this one.
     *
     * @param stages by number
     * @throws IllegalArgumentException when what is left does not fit together
     */
    default Model without(int... stages) {
        throw new UnsupportedOperationException("This model has no stages that can be left out.");
    }

    /** Frees arrays. */
    @Override
    void close();
}
