package io.gauntlet.engine.plan;

/** The same memory seen as rows. */
final class FlattenKernel extends Kernel {
    private final Tensor output;

    FlattenKernel(Tensor input) {
        output = input.reshape(input.block(), input.value().length() / input.block());
    }

    @Override
    Tensor output() {
        return output;
    }

    @Override
    void forward() {}

    @Override
    void backward() {}
}
