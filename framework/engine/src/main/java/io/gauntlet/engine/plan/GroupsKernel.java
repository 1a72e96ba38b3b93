package io.gauntlet.engine.plan;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.layout.Layer;

/** A convolution in groups of channels: one convolution for each, on channels and weights of its own. */
final class GroupsKernel extends Kernel {
    private final Arrays arrays;
    private final INDArray input;
    private final INDArray output;
    private final List<ConvolutionKernel> groups = new ArrayList<>();
    private final Channels inputs;
    private final Channels outputs;
    private final List<Channels> parameters = new ArrayList<>();
    private final List<Channels> gradients = new ArrayList<>();
    private @Nullable Channels gy;
    private @Nullable Channels gx;

    GroupsKernel(Arrays arrays, Value input, Layer.Convolution layer, Weights weights, long[] outputShape) {
        this.arrays = arrays;
        this.input = input.array();
        int count = layer.groups();
        output = arrays.zeros(Arrays.full(input.block(), outputShape));
        List<INDArray> parts = parts(this.input, count);
        List<INDArray> ofWeights = split(weights.weights(), count, parameters);
        List<INDArray> ofBias = split(weights.bias(), count, parameters);
        List<INDArray> ofGradient = split(weights.weightsGradient(), count, gradients);
        List<INDArray> ofBiasGradient = split(weights.biasGradient(), count, gradients);
        parameters.forEach(Channels::split);
        Layer.Convolution part = new Layer.Convolution(
                layer.name(),
                layer.window(),
                layer.channels() / count,
                1,
                layer.biased(),
                layer.initialisation(),
                layer.bias());
        long[] shape = {outputShape[0], outputShape[1], outputShape[2] / count};
        for (int g = 0; g < count; g++) {
            Weights own = new Weights(ofWeights.get(g), at(ofBias, g), at(ofGradient, g), at(ofBiasGradient, g));
            groups.add(new ConvolutionKernel(arrays, new Value(parts.get(g), false), part, own, shape));
        }
        inputs = new Channels(this.input, parts);
        outputs = new Channels(output, groups.stream().map(Kernel::output).toList());
    }

    private static @Nullable INDArray at(List<INDArray> list, int i) {
        return list.isEmpty() ? null : list.get(i);
    }

    /** Arrays for the parts of a parameter, which change places in {@code into}; none of none. */
    private List<INDArray> split(@Nullable INDArray whole, int count, List<Channels> into) {
        if (whole == null) {
            return List.of();
        }
        List<INDArray> parts = parts(whole, count);
        into.add(new Channels(whole, parts));
        return parts;
    }

    private List<INDArray> parts(INDArray whole, int count) {
        long[] shape = whole.shape().clone();
        shape[shape.length - 1] /= count;
        List<INDArray> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(arrays.zeros(shape));
        }
        return parts;
    }

    @Override
    INDArray output() {
        return output;
    }

    @Override
    void forward() {
        inputs.split();
        groups.forEach(Kernel::forward);
        outputs.join();
    }

    @Override
    List<Gradient> differentiate(Gradient ofOutput) {
        List<INDArray> parts = parts(output, groups.size());
        List<INDArray> back = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            back.add(groups.get(g)
                    .differentiate(new Gradient(parts.get(g), true))
                    .get(0)
                    .array());
        }
        INDArray whole = arrays.like(input);
        gy = new Channels(ofOutput.array(), parts);
        gx = new Channels(whole, back);
        return List.of(new Gradient(whole, true));
    }

    @Override
    void backward() {
        if (gy != null && gx != null) {
            gy.split();
            groups.forEach(Kernel::backward);
            gx.join();
        }
    }

    @Override
    void learn(boolean inputWanted) {
        if (gy != null && gx != null) {
            gy.split();
            groups.forEach(group -> group.learn(inputWanted));
            gradients.forEach(Channels::join);
            if (inputWanted) {
                gx.join();
            }
        }
    }

    @Override
    void weightsChanged() {
        parameters.forEach(Channels::split);
        groups.forEach(Kernel::weightsChanged);
    }
}
