package io.gauntlet.engine.plan;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The operations of one layer on fixed arrays. The constructor builds the forward operations, {@link #differentiate} the
 * backward ones, once it is known where the gradient by the output lies. Neither {@link #forward} of another kernel nor
 * {@link #backward} changes a value that this one needs, so that backward can run again after one forward.
 */
abstract class Kernel {
    /** What comes out, {@code [block, shape...]}. */
    abstract INDArray output();

    /** Whether the next layer may overwrite {@link #output}: not when {@link #backward} reads it or somebody else holds it. */
    boolean outputFree() {
        return true;
    }

    /** Computes the output from the inputs. */
    abstract void forward();

    /**
     * Builds the backward operations. Called once, before any of them runs.
     *
     * @param output where the gradient by the output will lie
     * @return for each input where the gradient by it lies after {@link #backward}
     */
    abstract List<Gradient> differentiate(Gradient output);

    /** Computes the gradients by the inputs from that by the output. */
    abstract void backward();

    /**
     * Computes the gradient by the parameters, and the gradients by the inputs when they are wanted.
     *
     * @param inputWanted whether a layer before this one needs them
     */
    void learn(boolean inputWanted) {
        if (inputWanted) {
            backward();
        }
    }

    /** Recomputes what was derived from the parameters. Called before {@link #forward} when they changed. */
    void weightsChanged() {}
}
