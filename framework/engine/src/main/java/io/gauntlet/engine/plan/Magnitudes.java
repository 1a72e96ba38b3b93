package io.gauntlet.engine.plan;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.layout.Layer;

/**
 * How large the outputs of a plan's steps can be: from the parameters it is known by which factor each step can enlarge
 * what it is given. As long as that stays far from what a float holds, nothing can overflow, and nothing needs a look.
 * Where it does not, the output is measured, and the estimate goes on from there.
 */
final class Magnitudes {
    /** Far enough below 3e38 for sums within a layer that are larger than what comes out of it. */
    private static final double SAFE = 1e30;

    private final List<Step> steps;
    private final Kernels kernels;
    private final boolean learning;
    private final double[] factors;
    private final double[] terms;
    private final double[] bounds;
    private double input;
    private long version;

    /** @param learning whether normalisations divide by what they are given, which has no bound beforehand */
    Magnitudes(List<Step> steps, Kernels kernels, boolean learning) {
        this.steps = steps;
        this.kernels = kernels;
        this.learning = learning;
        factors = new double[steps.size()];
        terms = new double[steps.size()];
        bounds = new double[steps.size()];
    }

    /** Before a forward pass: no value of the input exceeds {@code magnitude}. */
    void begin(double magnitude, long parameters) {
        input = magnitude;
        if (version != parameters) {
            for (int i = 0; i < factors.length; i++) {
                refresh(i, steps.get(i));
            }
            version = parameters;
        }
    }

    /** After a step: whether its output may have overflown, so that it must be {@link #measured}. */
    boolean after(int step) {
        bounds[step] = bound(step);
        return !(bounds[step] < SAFE);
    }

    /** What a step's output was found to be at most; says whether it is finite. */
    boolean measured(int step, double magnitude) {
        bounds[step] = magnitude;
        return Double.isFinite(magnitude);
    }

    private double bound(int step) {
        Layer layer = steps.get(step).layer();
        List<Integer> inputs = steps.get(step).inputs();
        if (layer instanceof Layer.Sum sum) {
            double total = 0;
            for (int k = 0; k < inputs.size(); k++) {
                total += Math.abs(sum.coefficients()[k]) * of(inputs.get(k));
            }
            return total;
        } else if (layer instanceof Layer.Product) {
            return of(inputs.get(0)) * of(inputs.get(1));
        }
        double greatest = 0;
        for (int input : inputs) {
            greatest = Math.max(greatest, of(input));
        }
        return factors[step] * greatest + terms[step];
    }

    private double of(int step) {
        return step < 0 ? input : bounds[step];
    }

    private void refresh(int i, Step step) {
        Layer layer = step.layer();
        factors[i] = 1;
        terms[i] = 0;
        if (layer instanceof Layer.Convolution || layer instanceof Layer.Dense) {
            Weights weights = kernels.linear(step.node()).orElseThrow();
            factors[i] = greatestSum(weights.weights());
            terms[i] = greatest(weights.bias());
        } else if (layer instanceof Layer.Scale scale) {
            set(i, scale.factors(), scale.terms());
        } else if (layer instanceof Layer.BatchNormalisation && !learning) {
            Normalisation normalisation = kernels.normalisation(step.node());
            float[] scale = new float[(int) normalisation.scale().length()];
            float[] shift = new float[scale.length];
            normalisation.read(scale, shift);
            set(i, scale, shift);
        } else if (layer instanceof Layer.BatchNormalisation) {
            factors[i] = Double.POSITIVE_INFINITY;
        } else if (layer instanceof Layer.Activation activation) {
            // SELU enlarges by 1.05, the others at most by alpha; softplus adds ln 2, an ELU starts at -alpha.
            factors[i] = Math.max(1.06, Math.abs(activation.alpha()));
            terms[i] = Math.max(2, Math.abs(activation.alpha()));
        } else if (layer instanceof Layer.Clip clip) {
            terms[i] = Math.max(finite(clip.low()), finite(clip.high()));
        } else if (layer instanceof Layer.Softmax) {
            factors[i] = 0;
            terms[i] = 1;
        }
    }

    /** A value is not pushed to an infinite bound. */
    private static double finite(float bound) {
        return Float.isInfinite(bound) ? 0 : Math.abs(bound);
    }

    private void set(int i, float[] scale, float[] shift) {
        factors[i] = 0;
        for (int c = 0; c < scale.length; c++) {
            factors[i] = Math.max(factors[i], Math.abs(scale[c]));
            terms[i] = Math.max(terms[i], Math.abs(shift[c]));
        }
    }

    /** The greatest sum of the magnitudes of the weights of one output, which are the last axis. */
    private static double greatestSum(INDArray weights) {
        float[] values = Memory.values(weights);
        float[] sums = new float[(int) weights.size(weights.rank() - 1)];
        for (int from = 0; from < values.length; from += sums.length) {
            for (int o = 0; o < sums.length; o++) {
                sums[o] += Math.abs(values[from + o]);
            }
        }
        return greatest(sums);
    }

    private static double greatest(@Nullable INDArray array) {
        return array == null ? 0 : greatest(Memory.values(array));
    }

    private static double greatest(float[] values) {
        double greatest = 0;
        for (float value : values) {
            greatest = Math.max(greatest, Math.abs(value));
        }
        return greatest;
    }
}
