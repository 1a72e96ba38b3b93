package io.gauntlet.engine.plan;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.layout.Axis;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.Window;

/** Makes the kernels of convolutions: padded first where opposite sides differ, group by group where there are groups. */
final class Convolutions {
    private Convolutions() {}

    static Kernel of(Arrays arrays, Value input, Layer.Convolution layer, Weights weights, long... outputShape) {
        int height = (int) input.array().size(1);
        int width = (int) input.array().size(2);
        if (Padding.known(layer.window(), height, width)) {
            return unpadded(arrays, input, layer, weights, outputShape);
        }
        Axis v = layer.window().vertical();
        Axis h = layer.window().horizontal();
        PadKernel pad = new PadKernel(
                arrays,
                input,
                v.before(),
                h.before(),
                height + v.before() + v.after(),
                width + h.before() + h.after(),
                input.array().size(3));
        Layer.Convolution inner = new Layer.Convolution(
                layer.name(),
                new Window(valid(v), valid(h)),
                layer.channels(),
                layer.groups(),
                layer.biased(),
                layer.initialisation(),
                layer.bias());
        return new SequenceKernel(pad, unpadded(arrays, new Value(pad.output(), false), inner, weights, outputShape));
    }

    private static Axis valid(Axis axis) {
        return new Axis(axis.kernel(), axis.stride(), 0, 0, axis.dilation());
    }

    private static Kernel unpadded(
            Arrays arrays, Value input, Layer.Convolution layer, Weights weights, long... outputShape) {
        INDArray array = input.array();
        if (layer.groups() == 1) {
            return new ConvolutionKernel(arrays, input, layer, weights, outputShape);
        } else if (layer.groups() == array.size(3)) {
            return new DepthwiseKernel(arrays, input, layer, weights, outputShape);
        }
        return new GroupsKernel(arrays, input, layer, weights, outputShape);
    }
}
