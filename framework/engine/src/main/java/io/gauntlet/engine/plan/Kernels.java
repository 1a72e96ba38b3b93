package io.gauntlet.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.layout.Role;

/** Makes the kernel of each layer, with its part of the parameters. */
final class Kernels {
    private final Arrays arrays;
    private final Parameters parameters;
    /** Null in a plan that does not learn. */
    private final @Nullable INDArray gradient;

    private final Minibatch minibatch;
    private final List<FoldedWeights> folded = new ArrayList<>();
    private final Map<Integer, Weights> linear = new HashMap<>();

    Kernels(Arrays arrays, Parameters parameters, @Nullable INDArray gradient, Minibatch minibatch) {
        this.arrays = arrays;
        this.parameters = parameters;
        this.gradient = gradient;
        this.minibatch = minibatch;
    }

    /** The kernel of a step. @throws UnsupportedLayerException naming a layer that cannot be computed */
    Kernel of(Step step, List<Value> inputs, long[] outputShape) {
        Value input = inputs.get(0);
        Layer layer = step.layer();
        if (layer instanceof Layer.Convolution convolution) {
            return Convolutions.of(arrays, input, convolution, weights(step), outputShape);
        } else if (layer instanceof Layer.Dense) {
            return new DenseKernel(arrays, input, weights(step));
        } else if (layer instanceof Layer.BatchNormalisation && gradient == null) {
            return new NormalisationKernel(arrays, input, normalisation(step.node()));
        } else if (layer instanceof Layer.BatchNormalisation) {
            return new MinibatchNormalisationKernel(
                    arrays,
                    input,
                    normalisation(step.node()),
                    optional(step.node(), Role.SCALE, true),
                    optional(step.node(), Role.SHIFT, true),
                    minibatch,
                    step.node());
        }
        return PlainKernels.of(arrays, layer, inputs, outputShape);
    }

    /** What the convolution or dense layer of a node computes with; empty for others. */
    Optional<Weights> linear(int node) {
        return Optional.ofNullable(linear.get(node));
    }

    private Weights weights(Step step) {
        Weights weights = effective(step);
        linear.put(step.node(), weights);
        return weights;
    }

    private Weights effective(Step step) {
        INDArray weights = view(step.node(), Role.WEIGHTS);
        INDArray bias = optional(step.node(), Role.BIAS, false);
        if (step.normalisation() != Step.NONE) {
            FoldedWeights fold = new FoldedWeights(arrays, weights, bias, normalisation(step.normalisation()));
            folded.add(fold);
            return fold.weights();
        }
        return new Weights(
                weights, bias, optional(step.node(), Role.WEIGHTS, true), optional(step.node(), Role.BIAS, true));
    }

    /** The parameters of a batch normalisation. */
    Normalisation normalisation(int node) {
        Layer.BatchNormalisation layer =
                (Layer.BatchNormalisation) parameters.layout().layer(node);
        return new Normalisation(
                view(node, Role.SCALE),
                view(node, Role.SHIFT),
                view(node, Role.MEAN),
                view(node, Role.VARIANCE),
                layer.epsilon());
    }

    private INDArray view(int node, Role role) {
        INDArray view = optional(node, role, false);
        if (view == null) {
            throw new IllegalStateException("Node " + node + " has no " + role.word() + ".");
        }
        return view;
    }

    private @Nullable INDArray optional(int node, Role role, boolean ofGradient) {
        ParameterLayout.Slot slot = parameters.layout().slot(node, role).orElse(null);
        if (slot == null) {
            return null;
        }
        if (!ofGradient) {
            return parameters.view(slot);
        }
        return gradient == null ? null : Parameters.view(gradient, slot);
    }

    /** Follows changed parameters, before the kernels do. */
    void weightsChanged() {
        folded.forEach(FoldedWeights::refresh);
    }
}
