package io.gauntlet.engine.plan;

import io.gauntlet.engine.backend.onednn.Sliding;
import io.gauntlet.engine.layout.Axis;
import io.gauntlet.engine.layout.UnsupportedLayerException;
import io.gauntlet.engine.layout.Window;

/** How a window's padding is said to libnd4j: as many zeros on both sides, or its mode "same". */
final class Padding {
    private Padding() {}

    /** Whether libnd4j can be told. */
    static boolean known(Window window, int height, int width) {
        Axis v = window.vertical();
        Axis h = window.horizontal();
        return (v.symmetric(height) && h.symmetric(width)) || (v.isSame(height) && h.isSame(width));
    }

    /** The first nine integer arguments of its convolutions and poolings: kernel, stride, padding, dilation, mode. */
    static long[] arguments(String layer, Window window, int height, int width, long... more) {
        Axis v = window.vertical();
        Axis h = window.horizontal();
        boolean symmetric = v.symmetric(height) && h.symmetric(width);
        if (!symmetric && !(v.isSame(height) && h.isSame(width))) {
            throw new UnsupportedLayerException(
                    layer, "is padded differently on opposite sides; pad the picture before the network");
        }
        long[] arguments = new long[9 + more.length];
        long[] first = {
            v.kernel(),
            h.kernel(),
            v.stride(),
            h.stride(),
            symmetric ? v.before() : 0,
            symmetric ? h.before() : 0,
            v.dilation(),
            h.dilation(),
            symmetric ? 0 : 1
        };
        System.arraycopy(first, 0, arguments, 0, first.length);
        System.arraycopy(more, 0, arguments, first.length, more.length);
        return arguments;
    }

    /** How a window is said to oneDNN. */
    static Sliding sliding(Window window) {
        Axis v = window.vertical();
        Axis h = window.horizontal();
        return new Sliding(v.stride(), h.stride(), v.dilation(), h.dilation(), v.before(), h.before());
    }
}
