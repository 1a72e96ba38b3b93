package io.gauntlet.engine.backend.onednn;

import java.util.Optional;

import org.bytedeco.dnnl.dnnl_convolution_desc_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Operation;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_winograd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_dilated_convolution_backward_data_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_dilated_convolution_backward_weights_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_dilated_convolution_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

/**
 * A convolution over fixed arrays: pictures {@code [block, height, width, channels]}, weights {@code [height, width,
 * inputs, outputs]}. Where it is faster, 3x3 kernels by Winograd's algorithm (Lavin and Gray: Fast algorithms for
 * convolutional neural networks, 2016), whose rounding errors stay within 1e-5 of the greatest value.
 */
public final class Convolutions {
    /** With fewer channels rearranging the pictures costs more than is saved. */
    private static final int WINOGRAD_CHANNELS = 32;
    /** How many channels lie together in the order that Winograd's algorithm wants. */
    private static final int GROUP = 16;

    /** The implementation that computes several outputs of a row at once for all positions of the kernel. */
    private static final String DIRECT = "jit:avx512";

    private final Primitives primitives;
    private final Sliding sliding;
    private final INDArray x;
    private final INDArray weights;
    private final boolean winograd;
    private final long[] kernel;
    private final long[] size;

    /**
     * Describes a convolution.
     *
     * @param x what it takes
     */
    public Convolutions(Primitives primitives, Sliding sliding, INDArray x, INDArray weights) {
        this.primitives = primitives;
        this.sliding = sliding;
        this.x = x;
        this.weights = weights;
        kernel = new long[] {weights.size(0), weights.size(1)};
        size = new long[] {x.size(1), x.size(2)};
        long inputs = weights.size(2);
        long outputs = weights.size(3);
        winograd = sliding.dense()
                && kernel[0] == 3
                && kernel[1] == 3
                && inputs % GROUP == 0
                && outputs % GROUP == 0
                && Math.min(inputs, outputs) >= WINOGRAD_CHANNELS;
    }

    /** Computes {@code y} from {@code x}; empty when the library cannot. */
    public Optional<Prepared> forward(@Nullable INDArray bias, INDArray y) {
        Chain chain = winograd ? forward(bias, y, true) : null;
        if (chain == null) {
            chain = forward(bias, y, false);
        }
        return prepared(chain);
    }

    private @Nullable Chain forward(@Nullable INDArray bias, INDArray y, boolean fast) {
        dnnl_convolution_desc_t operation = new dnnl_convolution_desc_t();
        OneDnn.check(
                dnnl_dilated_convolution_forward_desc_init(
                        operation,
                        dnnl_forward_inference,
                        fast ? dnnl_convolution_winograd : dnnl_convolution_direct,
                        Primitives.pictures(x, fast),
                        Primitives.kernels(weights, true),
                        bias == null ? null : Primitives.vector(bias),
                        Primitives.pictures(y, fast),
                        sliding.strides(),
                        sliding.gaps(),
                        sliding.before(),
                        after(y)),
                "describe a convolution");
        Primitive primitive = fast || !direct() ? null : primitives.named(operation, DIRECT);
        if (primitive == null) {
            primitive = primitives.build(operation, null);
        }
        if (primitive == null) {
            return null;
        }
        Chain chain = new Chain();
        Target target = primitives.target(y, Primitives.pictures(y, false), primitive.memory(dnnl_query_dst_md));
        primitive
                .with(
                        DNNL_ARG_SRC,
                        primitives.source(chain, x, Primitives.pictures(x, false), primitive.memory(dnnl_query_src_md)))
                .with(DNNL_ARG_WEIGHTS, weights(chain, primitive))
                .with(DNNL_ARG_DST, target.memory());
        if (bias != null) {
            primitive.with(DNNL_ARG_BIAS, primitives.of(bias, Primitives.vector(bias)));
        }
        chain.then(primitive);
        target.copied(chain);
        return chain;
    }

    /**
     * Whether {@link #DIRECT} is faster than what the library prefers, which calls a product of small matrices for each row
     * of outputs and position of the kernel: nearly everywhere, and twice as fast for one channel.
     */
    private boolean direct() {
        boolean narrow = weights.size(2) == GROUP && weights.size(3) == GROUP;
        return !narrow || !sliding.dense();
    }

    /** Computes the gradient by {@code x} from that by the output; empty when the library cannot. */
    public Optional<Prepared> backward(INDArray gy, INDArray gx) {
        Chain chain = winograd ? backward(gy, gx, true) : null;
        if (chain == null) {
            chain = backward(gy, gx, false);
        }
        return prepared(chain);
    }

    private @Nullable Chain backward(INDArray gy, INDArray gx, boolean fast) {
        dnnl_convolution_desc_t operation = new dnnl_convolution_desc_t();
        OneDnn.check(
                dnnl_dilated_convolution_backward_data_desc_init(
                        operation,
                        fast ? dnnl_convolution_winograd : dnnl_convolution_direct,
                        Primitives.pictures(gx, fast),
                        Primitives.kernels(weights, true),
                        Primitives.pictures(gy, fast),
                        sliding.strides(),
                        sliding.gaps(),
                        sliding.before(),
                        after(gy)),
                "describe a convolution's gradient");
        Primitive primitive = primitives.build(operation, null);
        if (primitive == null) {
            return null;
        }
        Chain chain = new Chain();
        Target target = primitives.target(gx, Primitives.pictures(gx, false), primitive.memory(dnnl_query_diff_src_md));
        primitive
                .with(
                        DNNL_ARG_DIFF_DST,
                        primitives.source(
                                chain, gy, Primitives.pictures(gy, false), primitive.memory(dnnl_query_diff_dst_md)))
                .with(DNNL_ARG_WEIGHTS, weights(chain, primitive))
                .with(DNNL_ARG_DIFF_SRC, target.memory());
        chain.then(primitive);
        target.copied(chain);
        return chain;
    }

    /** Computes the gradients by weights and bias from that by the output; empty when the library cannot. */
    public Optional<Operation> learn(INDArray gy, INDArray gradient, @Nullable INDArray biasGradient) {
        dnnl_convolution_desc_t operation = new dnnl_convolution_desc_t();
        OneDnn.check(
                dnnl_dilated_convolution_backward_weights_desc_init(
                        operation,
                        dnnl_convolution_direct,
                        Primitives.pictures(x, false),
                        Primitives.kernels(weights, true),
                        biasGradient == null ? null : Primitives.vector(biasGradient),
                        Primitives.pictures(gy, false),
                        sliding.strides(),
                        sliding.gaps(),
                        sliding.before(),
                        after(gy)),
                "describe a convolution's weight gradient");
        Primitive primitive = primitives.build(operation, null);
        if (primitive == null) {
            return Optional.empty();
        }
        Chain chain = new Chain();
        Target target = primitives.target(
                gradient, Primitives.kernels(gradient, false), primitive.memory(dnnl_query_diff_weights_md));
        primitive
                .with(DNNL_ARG_SRC, primitives.of(x, Primitives.pictures(x, false)))
                .with(DNNL_ARG_DIFF_DST, primitives.of(gy, Primitives.pictures(gy, false)))
                .with(DNNL_ARG_DIFF_WEIGHTS, target.memory());
        if (biasGradient != null) {
            primitive.with(DNNL_ARG_DIFF_BIAS, primitives.of(biasGradient, Primitives.vector(biasGradient)));
        }
        chain.then(primitive);
        target.copied(chain);
        return Optional.of(chain);
    }

    private dnnl_memory weights(Chain chain, Primitive primitive) {
        dnnl_memory_desc_t wanted = primitive.memory(dnnl_query_weights_md);
        return primitives.weights(chain, weights, Primitives.kernels(weights, false), wanted);
    }

    private long[] after(INDArray y) {
        return sliding.after(kernel, size, new long[] {y.size(1), y.size(2)});
    }

    private static Optional<Prepared> prepared(@Nullable Chain chain) {
        if (chain != null) {
            chain.weightsChanged();
        }
        return Optional.ofNullable(chain);
    }
}
