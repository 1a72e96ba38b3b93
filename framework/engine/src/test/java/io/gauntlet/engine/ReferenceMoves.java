package io.gauntlet.engine;

import java.util.List;

import io.gauntlet.engine.layout.Layer;

/** Layers that move, join or weigh values against each other, in double precision. */
final class ReferenceMoves {
    private ReferenceMoves() {}

    static double[] output(Layer layer, List<double[]> inputs, long[][] in, long[] out) {
        double[] x = inputs.get(0);
        if (layer instanceof Layer.Softmax) {
            return softmax(x, (int) out[out.length - 1]);
        } else if (layer instanceof Layer.Product) {
            double[] y = x.clone();
            for (int i = 0; i < y.length; i++) {
                y[i] *= inputs.get(1)[i];
            }
            return y;
        } else if (layer instanceof Layer.Concatenation) {
            return join(inputs, in, out);
        }
        double[] y = new double[length(out)];
        for (int r = 0; r < in[0][0]; r++) {
            for (int c = 0; c < in[0][1]; c++) {
                for (int k = 0; k < in[0][2]; k++) {
                    double value = x[index(in[0], r, c, k)];
                    if (layer instanceof Layer.Pad pad) {
                        y[index(out, r + pad.top(), c + pad.left(), k)] = value;
                    } else if (layer instanceof Layer.Upsample up) {
                        for (int i = 0; i < up.vertical() * up.horizontal(); i++) {
                            int row = r * up.vertical() + i / up.horizontal();
                            y[index(out, row, c * up.horizontal() + i % up.horizontal(), k)] = value;
                        }
                    } else if (layer instanceof Layer.Permute permute) {
                        int[] at = {r, c, k};
                        int[] axes = permute.axes();
                        y[index(out, at[axes[0]], at[axes[1]], at[axes[2]])] = value;
                    } else {
                        throw new IllegalArgumentException("No reference for " + layer + ".");
                    }
                }
            }
        }
        return y;
    }

    private static int index(long[] shape, int row, int column, int channel) {
        return (row * (int) shape[1] + column) * (int) shape[2] + channel;
    }

    private static int length(long[] shape) {
        int length = 1;
        for (long side : shape) {
            length *= (int) side;
        }
        return length;
    }

    private static double[] softmax(double[] x, int width) {
        double[] y = new double[x.length];
        for (int from = 0; from < x.length; from += width) {
            double sum = 0;
            for (int i = from; i < from + width; i++) {
                y[i] = Math.exp(x[i]);
                sum += y[i];
            }
            for (int i = from; i < from + width; i++) {
                y[i] /= sum;
            }
        }
        return y;
    }

    private static double[] join(List<double[]> inputs, long[][] in, long[] out) {
        double[] y = new double[length(out)];
        int width = (int) out[out.length - 1];
        int first = 0;
        for (int k = 0; k < inputs.size(); k++) {
            int own = (int) in[k][in[k].length - 1];
            for (int i = 0; i < inputs.get(k).length; i++) {
                y[i / own * width + first + i % own] = inputs.get(k)[i];
            }
            first += own;
        }
        return y;
    }
}
