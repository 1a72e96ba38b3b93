package io.gauntlet.engine.backend.onednn;

import java.util.Optional;

import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_pooling_v2_desc_t;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Operation;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_exclude_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_include_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_max;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_v2_backward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_v2_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_workspace_md;

/** The greatest or average value of each window. Forward remembers where the greatest were. */
public final class Pooling implements Operation {
    /** What is made of a window. */
    public enum Kind {
        /** The greatest value. */
        GREATEST(dnnl_pooling_max),
        /** The average of the values inside the picture. */
        AVERAGE(dnnl_pooling_avg_exclude_padding),
        /** The average of values and padding. */
        AVERAGE_WITH_PADDING(dnnl_pooling_avg_include_padding);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    private final Primitives primitives;
    private final Kind kind;
    private final Sliding sliding;
    private final long[] window;
    private final long[] after;
    private final Primitive forward;
    private final @Nullable dnnl_memory places;

    private Pooling(
            Primitives primitives,
            Kind kind,
            Sliding sliding,
            long[] window,
            INDArray x,
            INDArray y,
            Primitive forward) {
        this.primitives = primitives;
        this.kind = kind;
        this.sliding = sliding;
        this.window = window;
        this.forward = forward;
        after = after(sliding, window, x, y);
        forward.with(DNNL_ARG_SRC, primitives.of(x, Primitives.pictures(x, false)))
                .with(DNNL_ARG_DST, primitives.of(y, Primitives.pictures(y, false)));
        if (kind == Kind.GREATEST) {
            dnnl_memory_desc_t description = forward.memory(dnnl_query_workspace_md);
            places = dnnl_memory_desc_get_size(description) > 0 ? primitives.own(description) : null;
        } else {
            places = null;
        }
        if (places != null) {
            forward.with(DNNL_ARG_WORKSPACE, places);
        }
    }

    /** Builds the pooling of {@code x} into {@code y}; empty when the library cannot. */
    public static Optional<Pooling> of(
            Primitives primitives, Kind kind, Sliding sliding, int height, int width, INDArray x, INDArray y) {
        long[] window = {height, width};
        dnnl_pooling_v2_desc_t operation = new dnnl_pooling_v2_desc_t();
        OneDnn.check(
                dnnl_pooling_v2_forward_desc_init(
                        operation,
                        dnnl_forward_training,
                        kind.number,
                        Primitives.pictures(x, false),
                        Primitives.pictures(y, false),
                        sliding.strides(),
                        window,
                        sliding.gaps(),
                        sliding.before(),
                        after(sliding, window, x, y)),
                "describe a pooling");
        Primitive forward = primitives.build(operation, null);
        return forward == null
                ? Optional.empty()
                : Optional.of(new Pooling(primitives, kind, sliding, window, x, y, forward));
    }

    private static long[] after(Sliding sliding, long[] window, INDArray x, INDArray y) {
        return sliding.after(window, new long[] {x.size(1), x.size(2)}, new long[] {y.size(1), y.size(2)});
    }

    @Override
    public void run() {
        forward.run();
    }

    /** Computes the gradient by {@code x} from that by {@code y}, after {@link #run}; empty when the library cannot. */
    public Optional<Operation> backward(INDArray gy, INDArray gx) {
        dnnl_pooling_v2_desc_t operation = new dnnl_pooling_v2_desc_t();
        OneDnn.check(
                dnnl_pooling_v2_backward_desc_init(
                        operation,
                        kind.number,
                        Primitives.pictures(gx, false),
                        Primitives.pictures(gy, false),
                        sliding.strides(),
                        window,
                        sliding.gaps(),
                        sliding.before(),
                        after),
                "describe a pooling's gradient");
        Primitive primitive = primitives.build(operation, forward);
        if (primitive == null) {
            return Optional.empty();
        }
        primitive
                .with(DNNL_ARG_DIFF_DST, primitives.of(gy, Primitives.pictures(gy, false)))
                .with(DNNL_ARG_DIFF_SRC, primitives.of(gx, Primitives.pictures(gx, false)));
        if (places != null) {
            primitive.with(DNNL_ARG_WORKSPACE, places);
        }
        return Optional.of(primitive);
    }
}
