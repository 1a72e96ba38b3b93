package io.gauntlet.engine.plan;

import java.util.ArrayList;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;

import io.gauntlet.engine.backend.Operation;

/** The sum of several inputs, each times a number. Gradients pass through plain terms without being copied. */
final class SumKernel extends Kernel {
    private final Arrays arrays;
    private final List<Value> inputs;
    private final float[] coefficients;
    private final INDArray output;
    private final List<Operation> forward = new ArrayList<>();
    private final List<Operation> backward = new ArrayList<>();

    SumKernel(Arrays arrays, List<Value> inputs, float[] coefficients) {
        this.arrays = arrays;
        this.inputs = inputs;
        this.coefficients = coefficients;
        Value first = inputs.get(0);
        output = first.free() ? first.array() : arrays.like(first.array());
        INDArray sum = term(0, output);
        for (int i = 1; i < inputs.size(); i++) {
            INDArray term = term(i, arrays.scratch(output.shape()));
            forward.add(arrays.sum(sum, term, output));
            sum = output;
        }
        if (sum != output) {
            INDArray only = sum;
            forward.add(() -> output.assign(only));
        }
    }

    /** An input times its number: the input itself, or written to {@code into}. */
    private INDArray term(int i, INDArray into) {
        INDArray array = inputs.get(i).array();
        if (coefficients[i] == 1f) {
            return array;
        }
        forward.add(arrays.operations().scalar(new ScalarMultiplication(array, null, into, coefficients[i])));
        return into;
    }

    @Override
    INDArray output() {
        return output;
    }

    @Override
    void forward() {
        for (Operation step : forward) {
            step.run();
        }
    }

    @Override
    List<Gradient> differentiate(Gradient ofOutput) {
        int plain = 0;
        for (float coefficient : coefficients) {
            plain += coefficient == 1f ? 1 : 0;
        }
        List<Gradient> gradients = new ArrayList<>();
        for (float coefficient : coefficients) {
            if (coefficient == 1f) {
                gradients.add(new Gradient(ofOutput.array(), ofOutput.exclusive() && plain == 1));
            } else {
                INDArray gx = arrays.like(output);
                backward.add(
                        arrays.operations().scalar(new ScalarMultiplication(ofOutput.array(), null, gx, coefficient)));
                gradients.add(new Gradient(gx, true));
            }
        }
        return gradients;
    }

    @Override
    void backward() {
        for (Operation step : backward) {
            step.run();
        }
    }
}
