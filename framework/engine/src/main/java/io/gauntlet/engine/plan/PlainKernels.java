package io.gauntlet.engine.plan;

import java.util.List;

import io.gauntlet.engine.layout.Function;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.UnsupportedLayerException;
import io.gauntlet.engine.layout.Window;

/** Makes the kernels of layers without parameters. */
final class PlainKernels {
    private PlainKernels() {}

    static Kernel of(Arrays arrays, Layer layer, List<Value> inputs, long... outputShape) {
        Value input = inputs.get(0);
        if (layer instanceof Layer.Activation activation) {
            return activation.function() == Function.RELU
                    ? new ReluKernel(arrays, input)
                    : new CurveKernel(arrays, input, Curve.of(activation));
        } else if (layer instanceof Layer.Clip clip) {
            return new CurveKernel(arrays, input, Curve.clip(clip.low(), clip.high()));
        } else if (layer instanceof Layer.Softmax) {
            return new SoftmaxKernel(arrays, input);
        } else if (layer instanceof Layer.Scale scale) {
            return new ScaleKernel(arrays, input, scale.factors(), scale.terms());
        } else if (layer instanceof Layer.Flatten || layer instanceof Layer.Reshape) {
            return new ReshapeKernel(input, outputShape);
        } else if (layer instanceof Layer.Sum sum) {
            return new SumKernel(arrays, inputs, sum.coefficients());
        } else if (layer instanceof Layer.Product) {
            return new ProductKernel(arrays, input, inputs.get(1));
        } else if (layer instanceof Layer.Concatenation) {
            return new ConcatenationKernel(arrays, inputs, outputShape);
        }
        return ofPictures(arrays, layer, input, outputShape);
    }

    private static Kernel ofPictures(Arrays arrays, Layer layer, Value input, long... outputShape) {
        if (layer instanceof Layer.Pool pool) {
            Window window = pool.window();
            boolean plain = window.vertical().dilation() == 1
                    && window.horizontal().dilation() == 1
                    && Padding.known(window, (int) input.array().size(1), (int)
                            input.array().size(2));
            return plain
                    ? new PoolKernel(arrays, input, pool, outputShape)
                    : new WindowKernel(arrays, input, pool, outputShape);
        } else if (layer instanceof Layer.Pad pad) {
            return new PadKernel(arrays, input, pad.top(), pad.left(), outputShape);
        } else if (layer instanceof Layer.Upsample upsample) {
            return new UpsampleKernel(arrays, input, upsample.vertical(), upsample.horizontal(), outputShape);
        } else if (layer instanceof Layer.Permute permute) {
            return new PermuteKernel(arrays, input, permute.axes(), outputShape);
        }
        throw new UnsupportedLayerException(layer.name(), "is of a kind that the engine cannot compute");
    }
}
