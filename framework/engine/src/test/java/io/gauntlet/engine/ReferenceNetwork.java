package io.gauntlet.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

import io.gauntlet.engine.layout.Axis;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.Node;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.layout.Role;

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
        List<long[]> shapes = blueprint.outputShapes();
        List<double[]> outputs = new ArrayList<>();
        for (int i = 0; i < blueprint.nodes().size(); i++) {
            List<double[]> inputs = blueprint.nodes().get(i).inputs().stream()
                    .map(input -> input == Node.INPUT ? x : outputs.get(input))
                    .toList();
            outputs.add(output(i, inputs, blueprint.inputShapes(i, shapes), shapes.get(i), parameters));
        }
        return outputs.get(outputs.size() - 1);
    }

    /** The logits of several samples in training: batch normalisations go by the mean and variance of all of them. */
    public double[][] minibatch(double[][] samples, double[] parameters) {
        List<long[]> shapes = blueprint.outputShapes();
        List<double[][]> outputs = new ArrayList<>();
        for (int i = 0; i < blueprint.nodes().size(); i++) {
            int node = i;
            List<double[][]> inputs = blueprint.nodes().get(i).inputs().stream()
                    .map(input -> input == Node.INPUT ? samples : outputs.get(input))
                    .toList();
            double[] values = parameters;
            if (blueprint.layer(i) instanceof Layer.BatchNormalisation) {
                values = parameters.clone();
                statistics(inputs.get(0), node, values);
            }
            double[][] output = new double[samples.length][];
            for (int n = 0; n < samples.length; n++) {
                int sample = n;
                List<double[]> own = inputs.stream().map(input -> input[sample]).toList();
                output[n] = output(i, own, blueprint.inputShapes(i, shapes), shapes.get(i), values);
            }
            outputs.add(output);
        }
        return outputs.get(outputs.size() - 1);
    }

    /** Writes the mean and the biased variance of what a normalisation takes in the place of the running ones. */
    public void statistics(double[][] samples, int node, double[] parameters) {
        int channels = (int) layout.slot(node, Role.SCALE).orElseThrow().length();
        int count = samples.length * samples[0].length / channels;
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (double[] sample : samples) {
                for (int i = c; i < sample.length; i += channels) {
                    sum += sample[i];
                }
            }
            double mean = sum / count;
            double squares = 0;
            for (double[] sample : samples) {
                for (int i = c; i < sample.length; i += channels) {
                    squares += (sample[i] - mean) * (sample[i] - mean);
                }
            }
            parameters[offset(node, Role.MEAN) + c] = mean;
            parameters[offset(node, Role.VARIANCE) + c] = squares / count;
        }
    }

    private double[] output(int node, List<double[]> inputs, long[][] in, long[] out, double[] parameters) {
        Layer layer = blueprint.layer(node);
        double[] x = inputs.get(0);
        if (layer instanceof Layer.Convolution convolution) {
            return convolve(x, in[0], out, convolution, node, parameters);
        } else if (layer instanceof Layer.Dense) {
            return dense(x, node, (int) out[0], parameters);
        } else if (layer instanceof Layer.Pool pool) {
            return pool(x, in[0], out, pool);
        } else if (layer instanceof Layer.BatchNormalisation normalisation) {
            return normalise(x, normalisation, node, parameters);
        } else if (layer instanceof Layer.Activation activation) {
            return DoubleStream.of(x)
                    .map(value -> ReferenceFunctions.value(activation, value))
                    .toArray();
        } else if (layer instanceof Layer.Clip clip) {
            return DoubleStream.of(x)
                    .map(value -> Math.min(Math.max(value, clip.low()), clip.high()))
                    .toArray();
        } else if (layer instanceof Layer.Scale scale) {
            return scale(x, scale);
        } else if (layer instanceof Layer.Sum sum) {
            return sum(inputs, sum);
        } else if (layer instanceof Layer.Flatten || layer instanceof Layer.Reshape) {
            return x;
        }
        return ReferenceMoves.output(layer, inputs, in, out);
    }

    private double[] normalise(double[] x, Layer.BatchNormalisation layer, int node, double[] p) {
        int channels = (int) layout.slot(node, Role.SCALE).orElseThrow().length();
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int c = i % channels;
            double deviation = Math.sqrt(p[offset(node, Role.VARIANCE) + c] + layer.epsilon());
            y[i] = (x[i] - p[offset(node, Role.MEAN) + c]) / deviation * p[offset(node, Role.SCALE) + c]
                    + p[offset(node, Role.SHIFT) + c];
        }
        return y;
    }

    private static double[] scale(double[] x, Layer.Scale layer) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int c = i % layer.factors().length;
            y[i] = x[i] * layer.factors()[c] + layer.terms()[c];
        }
        return y;
    }

    private static double[] sum(List<double[]> inputs, Layer.Sum layer) {
        double[] y = new double[inputs.get(0).length];
        for (int k = 0; k < inputs.size(); k++) {
            for (int i = 0; i < y.length; i++) {
                y[i] += layer.coefficients()[k] * inputs.get(k)[i];
            }
        }
        return y;
    }

    private int offset(int node, Role role) {
        return (int) layout.slot(node, role).orElseThrow().offset();
    }

    /** The bias of an output; 0 without. */
    private double bias(int node, int output, double[] p) {
        return layout.slot(node, Role.BIAS)
                .map(slot -> p[(int) slot.offset() + output])
                .orElse(0.0);
    }

    private double[] dense(double[] x, int node, int outputs, double[] p) {
        int w = offset(node, Role.WEIGHTS);
        double[] y = new double[outputs];
        for (int o = 0; o < outputs; o++) {
            y[o] = bias(node, o, p);
            for (int i = 0; i < x.length; i++) {
                y[o] += x[i] * p[w + i * outputs + o];
            }
        }
        return y;
    }

    private double[] convolve(double[] x, long[] in, long[] out, Layer.Convolution layer, int index, double[] p) {
        int w = offset(index, Role.WEIGHTS);
        int outputsOfGroup = (int) out[2] / layer.groups();
        int inputsOfGroup = (int) in[2] / layer.groups();
        Axis v = layer.window().vertical();
        Axis h = layer.window().horizontal();
        int channels = (int) in[2];
        int outputs = (int) out[2];
        double[] y = new double[(int) (out[0] * out[1] * out[2])];
        for (int r = 0; r < out[0]; r++) {
            for (int c = 0; c < out[1]; c++) {
                for (int o = 0; o < outputs; o++) {
                    double sum = bias(index, o, p);
                    for (int i = 0; i < v.kernel(); i++) {
                        for (int j = 0; j < h.kernel(); j++) {
                            int row = r * v.stride() + i * v.dilation() - v.before();
                            int column = c * h.stride() + j * h.dilation() - h.before();
                            if (row >= 0 && row < in[0] && column >= 0 && column < in[1]) {
                                for (int k = 0; k < inputsOfGroup; k++) {
                                    int channel = o / outputsOfGroup * inputsOfGroup + k;
                                    sum += x[(row * (int) in[1] + column) * channels + channel]
                                            * p[w + ((i * h.kernel() + j) * inputsOfGroup + k) * outputs + o];
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
                            int row = r * v.stride() + i * v.dilation() - v.before();
                            int column = c * h.stride() + j * h.dilation() - h.before();
                            if (row >= 0 && row < in[0] && column >= 0 && column < in[1]) {
                                double value = x[(row * (int) in[1] + column) * channels + k];
                                sum += value;
                                greatest = Math.max(greatest, value);
                                count++;
                            }
                        }
                    }
                    y[(r * (int) out[1] + c) * channels + k] = layer.greatest()
                            ? greatest
                            : sum / (layer.countPadding() ? v.kernel() * h.kernel() : count);
                }
            }
        }
        return y;
    }
}
