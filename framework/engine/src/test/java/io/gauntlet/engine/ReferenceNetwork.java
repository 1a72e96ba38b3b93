package io.gauntlet.engine;

import java.util.List;

import io.gauntlet.engine.layout.Axis;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.ParameterLayout;

/** A network in double precision by the definitions of its layers, one sample at a time: slow and plain. */
public final class ReferenceNetwork {
    private final Blueprint blueprint;
    private final ParameterLayout layout;

    /** Computes what a blueprint says. */
    public ReferenceNetwork(Blueprint blueprint) {
        this.blueprint = blueprint;
        layout = new ParameterLayout(blueprint);
    }

    /** The logits of one sample. */
    public double[] logits(double[] x, double[] parameters) {
        List<long[]> shapes = blueprint.shapes();
        double[] at = x;
        for (int i = 0; i < blueprint.layers().size(); i++) {
            Layer layer = blueprint.layers().get(i);
            if (layer instanceof Layer.Convolution convolution) {
                at = convolve(at, shapes.get(i), shapes.get(i + 1), convolution, i, parameters);
            } else if (layer instanceof Layer.Dense) {
                at = dense(at, i, parameters);
            } else if (layer instanceof Layer.Pool pool) {
                at = pool(at, shapes.get(i), shapes.get(i + 1), pool);
            } else if (layer instanceof Layer.Relu) {
                at = at.clone();
                for (int k = 0; k < at.length; k++) {
                    at[k] = Math.max(0, at[k]);
                }
            } else if (layer instanceof Layer.Scale scale) {
                at = at.clone();
                for (int k = 0; k < at.length; k++) {
                    at[k] = at[k] * scale.factor() + scale.term();
                }
            }
        }
        return at;
    }

    private int offset(int layer, boolean bias) {
        return (int) layout.slot(layer, bias).orElseThrow().offset();
    }

    private double[] dense(double[] x, int layer, double[] p) {
        int w = offset(layer, false);
        int b = offset(layer, true);
        int outputs = (int) layout.slot(layer, true).orElseThrow().length();
        double[] y = new double[outputs];
        for (int o = 0; o < outputs; o++) {
            y[o] = p[b + o];
            for (int i = 0; i < x.length; i++) {
                y[o] += x[i] * p[w + i * outputs + o];
            }
        }
        return y;
    }

    private double[] convolve(double[] x, long[] in, long[] out, Layer.Convolution layer, int index, double[] p) {
        int w = offset(index, false);
        int b = offset(index, true);
        Axis v = layer.window().vertical();
        Axis h = layer.window().horizontal();
        int channels = (int) in[2];
        int outputs = (int) out[2];
        double[] y = new double[(int) (out[0] * out[1] * out[2])];
        for (int r = 0; r < out[0]; r++) {
            for (int c = 0; c < out[1]; c++) {
                for (int o = 0; o < outputs; o++) {
                    double sum = p[b + o];
                    for (int i = 0; i < v.kernel(); i++) {
                        for (int j = 0; j < h.kernel(); j++) {
                            int row = r * v.stride() + i * v.dilation() - v.before();
                            int column = c * h.stride() + j * h.dilation() - h.before();
                            if (row >= 0 && row < in[0] && column >= 0 && column < in[1]) {
                                for (int k = 0; k < channels; k++) {
                                    sum += x[(row * (int) in[1] + column) * channels + k]
                                            * p[w + ((i * h.kernel() + j) * channels + k) * outputs + o];
                                }
                            }
                        }
                    }
                    y[(r * (int) out[1] + c) * outputs + o] = sum;
                }
            }
        }
        return y;
    }

    private static double[] pool(double[] x, long[] in, long[] out, Layer.Pool layer) {
        Axis v = layer.window().vertical();
        Axis h = layer.window().horizontal();
        int channels = (int) in[2];
        double[] y = new double[(int) (out[0] * out[1] * out[2])];
        for (int r = 0; r < out[0]; r++) {
            for (int c = 0; c < out[1]; c++) {
                for (int k = 0; k < channels; k++) {
                    double sum = 0;
                    double greatest = Double.NEGATIVE_INFINITY;
                    int count = 0;
                    for (int i = 0; i < v.kernel(); i++) {
                        for (int j = 0; j < h.kernel(); j++) {
                            int row = r * v.stride() + i - v.before();
                            int column = c * h.stride() + j - h.before();
                            if (row >= 0 && row < in[0] && column >= 0 && column < in[1]) {
                                double value = x[(row * (int) in[1] + column) * channels + k];
                                sum += value;
                                greatest = Math.max(greatest, value);
                                count++;
                            }
                        }
                    }
                    y[(r * (int) out[1] + c) * channels + k] = layer.greatest() ? greatest : sum / count;
                }
            }
        }
        return y;
    }
}
