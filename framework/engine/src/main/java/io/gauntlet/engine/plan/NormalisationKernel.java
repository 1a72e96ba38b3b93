package io.gauntlet.engine.plan;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A batch normalisation in evaluation where there is no linear map before it: a factor and a term for each channel. */
final class NormalisationKernel extends Kernel {
    private final Normalisation normalisation;
    private final float[] factors;
    private final float[] terms;
    private final ScaleKernel scale;

    NormalisationKernel(Arrays arrays, Value input, Normalisation normalisation) {
        this.normalisation = normalisation;
        factors = new float[(int) normalisation.scale().length()];
        terms = new float[factors.length];
        normalisation.read(factors, terms);
        scale = new ScaleKernel(arrays, input, factors, terms);
    }

    @Override
    INDArray output() {
        return scale.output();
    }

    @Override
    void forward() {
        scale.forward();
    }

    @Override
    List<Gradient> differentiate(Gradient ofOutput) {
        return scale.differentiate(ofOutput);
    }

    @Override
    void backward() {
        scale.backward();
    }

    @Override
    void weightsChanged() {
        normalisation.read(factors, terms);
        scale.write(factors, terms);
    }
}
