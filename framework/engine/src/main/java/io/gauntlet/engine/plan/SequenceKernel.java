package io.gauntlet.engine.plan;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Two kernels that together compute one layer: the first prepares the input, the second has the parameters. */
final class SequenceKernel extends Kernel {
    private final Kernel first;
    private final Kernel second;

    SequenceKernel(Kernel first, Kernel second) {
        this.first = first;
        this.second = second;
    }

    @Override
    INDArray output() {
        return second.output();
    }

    @Override
    boolean outputFree() {
        return second.outputFree();
    }

    @Override
    void forward() {
        first.forward();
        second.forward();
    }

    @Override
    List<Gradient> differentiate(Gradient ofOutput) {
        return first.differentiate(second.differentiate(ofOutput).get(0));
    }

    @Override
    void backward() {
        second.backward();
        first.backward();
    }

    @Override
    void learn(boolean inputWanted) {
        second.learn(inputWanted);
        first.learn(inputWanted);
    }

    @Override
    void weightsChanged() {
        first.weightsChanged();
        second.weightsChanged();
    }
}
