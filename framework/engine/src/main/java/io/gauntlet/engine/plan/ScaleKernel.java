package io.gauntlet.engine.plan;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.backend.Operation;
import io.gauntlet.engine.backend.Operations;

/** A factor and a term for each channel, or for all values alike. */
final class ScaleKernel extends Kernel {
    private final Arrays arrays;
    private final INDArray input;
    private final INDArray factors;
    private final INDArray terms;
    private final INDArray output;
    private final Operation multiply;
    private final Operation add;
    private Operation backward = () -> {};

    ScaleKernel(Arrays arrays, Value input, float[] factors, float[] terms) {
        this.arrays = arrays;
        this.input = input.array();
        output = input.free() ? this.input : arrays.like(this.input);
        this.factors = arrays.zeros(factors.length);
        this.terms = arrays.zeros(terms.length);
        write(factors, terms);
        Operations operations = arrays.operations();
        multiply = operations.custom("multiply", List.of(this.input, this.factors), List.of(output));
        add = operations.custom("add", List.of(output, this.terms), List.of(output));
    }

    /** Replaces the numbers. */
    void write(float[] newFactors, float[] newTerms) {
        Memory.write(newFactors, 0, factors, 0, newFactors.length);
        Memory.write(newTerms, 0, terms, 0, newTerms.length);
    }

    @Override
    INDArray output() {
        return output;
    }

    @Override
    void forward() {
        multiply.run();
        add.run();
    }

    @Override
    List<Gradient> differentiate(Gradient ofOutput) {
        INDArray gx = ofOutput.exclusive() ? ofOutput.array() : arrays.like(input);
        backward = arrays.operations().custom("multiply", List.of(ofOutput.array(), factors), List.of(gx));
        return List.of(new Gradient(gx, true));
    }

    @Override
    void backward() {
        backward.run();
    }
}
