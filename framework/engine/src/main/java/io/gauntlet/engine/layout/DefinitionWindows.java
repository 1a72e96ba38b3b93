package io.gauntlet.engine.layout;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** Reads how the window of a DL4J layer moves. */
final class DefinitionWindows {
    private DefinitionWindows() {}

    /** That of a convolution over a picture. */
    static Window of(String name, ConvolutionLayer layer, long[] picture) {
        return window(
                name,
                picture,
                layer.getConvolutionMode(),
                layer.getKernelSize(),
                layer.getStride(),
                layer.getPadding(),
                layer.getDilation());
    }

    /** That of a pooling over a picture. */
    static Window of(String name, SubsamplingLayer layer, long[] picture) {
        return window(
                name,
                picture,
                layer.getConvolutionMode(),
                layer.getKernelSize(),
                layer.getStride(),
                layer.getPadding(),
                layer.getDilation());
    }

    private static Window window(
            String name,
            long[] picture,
            ConvolutionMode mode,
            int[] kernel,
            int[] stride,
            int[] padding,
            int[] dilation) {
        if (picture.length != 3) {
            throw new UnsupportedLayerException(name, "needs pictures of height x width x channels");
        }
        return new Window(
                axis(name, mode, kernel[0], stride[0], padding[0], dilation[0], (int) picture[0]),
                axis(name, mode, kernel[1], stride[1], padding[1], dilation[1], (int) picture[1]));
    }

    private static Axis axis(
            String name, ConvolutionMode mode, int kernel, int stride, int padding, int dilation, int size) {
        if (mode == ConvolutionMode.Causal) {
            throw new UnsupportedLayerException(name, "has the convolution mode Causal; use Same, Truncate or Strict");
        }
        if (mode == ConvolutionMode.Same) {
            return Axis.same(kernel, stride, dilation, size);
        }
        Axis axis = new Axis(kernel, stride, padding, padding, dilation);
        if (mode == ConvolutionMode.Strict && (size + 2 * padding - axis.extent()) % stride != 0) {
            throw new UnsupportedLayerException(
                    name, "does not fit its input of size " + size + " exactly; use the convolution mode Truncate");
        }
        return axis;
    }
}
