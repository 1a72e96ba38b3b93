package io.gauntlet.engine.plan;

/**
 * The operations of one layer on fixed arrays. A kernel reads its input tensor's value and writes its output's; backward
 * it reads its output's gradient and writes its input's. It may overwrite the gradient it read, never the input value
 * of another kernel, so that backward can run again after one forward.
 */
abstract class Kernel {
    /** What comes out. */
    abstract Tensor output();

    /** The output from the input. */
    abstract void forward();

    /** The input gradient from the output gradient. */
    abstract void backward();

    /**
     * The gradient by the parameters, and the input gradient when it is wanted.
     *
     * @param inputWanted whether a layer below needs the input gradient
     */
    void learn(boolean inputWanted) {
        if (inputWanted) {
            backward();
        }
    }

    /** Recomputes what was derived from the weights. Called before {@link #backward} when they changed. */
    void weightsChanged() {}
}
