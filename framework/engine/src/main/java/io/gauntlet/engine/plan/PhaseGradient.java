package io.gauntlet.engine.plan;

import java.util.List;
import java.util.Optional;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.engine.backend.Operation;
import io.gauntlet.engine.backend.Operations;
import io.gauntlet.engine.backend.onednn.Convolutions;
import io.gauntlet.engine.backend.onednn.Prepared;
import io.gauntlet.engine.backend.onednn.Sliding;
import io.gauntlet.engine.layout.Window;

/**
 * The input gradient of a convolution as a forward convolution, which is several times faster than libnd4j's own: for
 * stride 1 with turned weights, for larger strides and for few input channels by {@link PhaseAxis phases}.
 */
final class PhaseGradient {
    /** libnd4j computes channels in groups of sixteen: fewer are filled up with more phases. */
    private static final int CHANNELS_AT_ONCE = 16;

    private final DerivedWeights derived;
    private final Optional<Prepared> prepared;
    private final Operation[] steps;

    PhaseGradient(Arrays arrays, Window window, INDArray gy, INDArray gx, INDArray weights) {
        int block = (int) gx.size(0);
        int channels = (int) gx.size(3);
        int outputs = (int) gy.size(3);
        int[] phases = phases(window, gx, channels);
        PhaseAxis v = PhaseAxis.of(window.vertical(), (int) gx.size(1), phases[0]);
        PhaseAxis h = PhaseAxis.of(window.horizontal(), (int) gx.size(2), phases[1]);
        boolean same = v.same() && h.same();
        if (same) {
            v = v.asSame();
            h = h.asSame();
        }
        int together = v.phases() * h.phases() * channels;
        INDArray turned = arrays.zeros(v.taps(), h.taps(), outputs, together);
        derived = new DerivedWeights(weights, turned, sources(v, h, channels, outputs));
        derived.refresh();

        Operations operations = arrays.operations();
        boolean exact = v.exact() && h.exact();
        boolean interleaved = v.phases() * h.phases() > 1;
        long rows = (long) v.positions() * v.phases();
        long columns = (long) h.positions() * h.phases();
        INDArray picture = exact ? gx : arrays.zeros(block, rows, columns, channels);
        INDArray phased = interleaved ? arrays.zeros(block, v.positions(), h.positions(), together) : picture;
        // libnd4j's mode "same" finds the same padding for itself.
        Sliding sliding = new Sliding(
                v.step(), h.step(), 1, 1, same ? -v.firstTap() : v.padding(), same ? -h.firstTap() : h.padding());
        prepared = arrays.primitives().flatMap(it -> new Convolutions(it, sliding, gy, turned).forward(null, phased));
        Operation convolve = prepared.isPresent()
                ? prepared.get()
                : operations.custom(
                        "conv2d",
                        List.of(gy, turned),
                        List.of(phased),
                        v.taps(),
                        h.taps(),
                        v.step(),
                        h.step(),
                        v.padding(),
                        h.padding(),
                        1,
                        1,
                        same ? 1 : 0,
                        1,
                        0);
        Operation interleave = () -> {};
        if (interleaved) {
            long inner = (long) h.phases() * channels;
            interleave = operations.custom(
                    "permute",
                    List.of(phased.reshape('c', block, v.positions(), h.positions(), v.phases(), inner)),
                    List.of(picture.reshape('c', block, v.positions(), v.phases(), h.positions(), inner)),
                    0,
                    1,
                    3,
                    2,
                    4);
        }
        Operation cut = exact ? () -> {} : cut(picture, gx, v, h);
        steps = new Operation[] {convolve, interleave, cut};
    }

    private static int[] phases(Window window, INDArray gx, int channels) {
        int vertical = window.vertical().stride();
        int horizontal = window.horizontal().stride();
        while (channels * vertical * horizontal * 4 <= CHANNELS_AT_ONCE
                && gx.size(1) % (2L * vertical) == 0
                && gx.size(2) % (2L * horizontal) == 0) {
            vertical *= 2;
            horizontal *= 2;
        }
        return new int[] {vertical, horizontal};
    }

    private static int[] sources(PhaseAxis v, PhaseAxis h, int channels, int outputs) {
        int width = h.axis().kernel();
        int[] source = new int[v.taps() * h.taps() * outputs * v.phases() * h.phases() * channels];
        int at = 0;
        for (int i = 0; i < v.taps(); i++) {
            for (int j = 0; j < h.taps(); j++) {
                for (int o = 0; o < outputs; o++) {
                    for (int a = 0; a < v.phases(); a++) {
                        for (int b = 0; b < h.phases(); b++) {
                            int y = v.source(a, i);
                            int x = h.source(b, j);
                            for (int c = 0; c < channels; c++) {
                                source[at++] = y < 0 || x < 0 ? -1 : ((y * width + x) * channels + c) * outputs + o;
                            }
                        }
                    }
                }
            }
        }
        return source;
    }

    private static Operation cut(INDArray picture, INDArray gradient, PhaseAxis v, PhaseAxis h) {
        INDArrayIndex all = NDArrayIndex.all();
        int top = v.skip() * v.phases();
        int left = h.skip() * h.phases();
        INDArray from = picture.get(
                all,
                NDArrayIndex.interval(top, top + v.covered()),
                NDArrayIndex.interval(left, left + h.covered()),
                all);
        INDArray to =
                gradient.get(all, NDArrayIndex.interval(0, v.covered()), NDArrayIndex.interval(0, h.covered()), all);
        return () -> to.assign(from);
    }

    void run() {
        for (Operation step : steps) {
            step.run();
        }
    }

    void weightsChanged() {
        derived.refresh();
        prepared.ifPresent(Prepared::weightsChanged);
    }
}
