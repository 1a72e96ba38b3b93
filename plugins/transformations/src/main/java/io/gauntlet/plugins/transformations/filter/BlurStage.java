package io.gauntlet.plugins.transformations.filter;

import java.util.Arrays;

import io.gauntlet.api.Draws;
import io.gauntlet.api.model.RowwiseStage;
import io.gauntlet.plugins.transformations.stage.PictureShape;
import io.gauntlet.plugins.transformations.stage.Range;

/**
 * Convolution of pictures with a Gaussian, lines first, then columns; pictures are mirrored at their edges. The adjoint
 * scatters where the convolution gathers, columns first.
 */
final class BlurStage extends RowwiseStage {
    private static final double CUT = 4;

    private final Range sigma;
    private final PictureShape shape;
    private final double[] from;
    private final double[] half;

    /** The weights at distance 0, 1, ...; as many as the widest blur needs. */
    private final double[] weights;

    private int reach;

    BlurStage(Range sigma, long[] shape) {
        super("blur(" + sigma + ")", shape);
        this.sigma = sigma;
        this.shape = PictureShape.of("blur", shape);
        this.from = new double[length()];
        this.half = new double[length()];
        this.weights = new double[reach(sigma.high()) + 1];
        if (!sigma.random()) {
            weigh(sigma.low());
        }
    }

    private static int reach(double sigma) {
        return (int) (CUT * sigma + 0.5);
    }

    @Override
    public boolean randomised() {
        return sigma.random();
    }

    @Override
    protected void forwardRow(float[] x, float[] y, Draws draws) {
        draw(draws);
        for (int i = 0; i < x.length; i++) {
            from[i] = x[i];
        }
        lines(from, half, false);
        columns(half, from, false);
        for (int i = 0; i < y.length; i++) {
            y[i] = (float) from[i];
        }
    }

    @Override
    protected void vjpRow(float[] x, float[] d, Draws draws) {
        draw(draws);
        for (int i = 0; i < d.length; i++) {
            from[i] = d[i];
        }
        columns(from, half, true);
        lines(half, from, true);
        for (int i = 0; i < d.length; i++) {
            d[i] = (float) from[i];
        }
    }

    private void draw(Draws draws) {
        if (sigma.random()) {
            weigh(sigma.draw(draws));
        }
    }

    private void weigh(double deviation) {
        reach = reach(deviation);
        double sum = 0;
        for (int d = 0; d <= reach; d++) {
            weights[d] = d == 0 ? 1 : Math.exp(-0.5 * d * d / (deviation * deviation));
            sum += d == 0 ? weights[d] : 2 * weights[d];
        }
        for (int d = 0; d <= reach; d++) {
            weights[d] /= sum;
        }
    }

    private void lines(double[] in, double[] out, boolean adjoint) {
        int channels = shape.channels();
        Arrays.fill(out, 0);
        for (int i = 0; i < shape.height(); i++) {
            for (int c = 0; c < channels; c++) {
                filter(in, out, i * shape.width() * channels + c, shape.width(), channels, adjoint);
            }
        }
    }

    private void columns(double[] in, double[] out, boolean adjoint) {
        int line = shape.width() * shape.channels();
        Arrays.fill(out, 0);
        for (int at = 0; at < line; at++) {
            filter(in, out, at, shape.height(), line, adjoint);
        }
    }

    private void filter(double[] in, double[] out, int at, int count, int stride, boolean adjoint) {
        for (int i = 0; i < count; i++) {
            for (int d = -reach; d <= reach; d++) {
                int near = at + mirrored(i + d, count) * stride;
                int here = at + i * stride;
                out[adjoint ? near : here] += weights[Math.abs(d)] * in[adjoint ? here : near];
            }
        }
    }

    /** ... b a | a b c | c b a | a b ... */
    private static int mirrored(int i, int count) {
        int place = Math.floorMod(i, 2 * count);
        return place < count ? place : 2 * count - 1 - place;
    }
}
