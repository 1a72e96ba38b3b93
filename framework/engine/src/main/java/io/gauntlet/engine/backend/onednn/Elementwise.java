package io.gauntlet.engine.backend.onednn;

import java.util.Optional;

import org.bytedeco.dnnl.dnnl_binary_desc_t;
import org.bytedeco.dnnl.dnnl_eltwise_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Operation;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_backward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

/** Operations on each value for itself. Arrays may be the same. */
public final class Elementwise {
    private final Primitives primitives;

    /** Builds with those primitives. */
    public Elementwise(Primitives primitives) {
        this.primitives = primitives;
    }

    /** The positive part; empty when the library cannot. */
    public Optional<PositivePart> positivePart(INDArray x, INDArray y) {
        dnnl_memory_desc_t description = Primitives.rows(x);
        dnnl_eltwise_desc_t operation = new dnnl_eltwise_desc_t();
        OneDnn.check(
                dnnl_eltwise_forward_desc_init(
                        operation, dnnl_forward_training, dnnl_eltwise_relu_use_dst_for_bwd, description, 0, 0),
                "describe the positive part");
        Primitive primitive = primitives.build(operation, null);
        if (primitive == null) {
            return Optional.empty();
        }
        primitive.with(DNNL_ARG_SRC, primitives.of(x, description)).with(DNNL_ARG_DST, primitives.of(y, description));
        return Optional.of(new PositivePart(primitive, y));
    }

    /** The sum of two arrays; empty when the library cannot. */
    public Optional<Operation> sum(INDArray a, INDArray b, INDArray into) {
        dnnl_memory_desc_t description = Primitives.rows(a);
        dnnl_binary_desc_t operation = new dnnl_binary_desc_t();
        OneDnn.check(
                dnnl_binary_desc_init(operation, dnnl_binary_add, description, description, description),
                "describe a sum");
        Primitive primitive = primitives.build(operation, null);
        if (primitive == null) {
            return Optional.empty();
        }
        return Optional.of(primitive
                .with(DNNL_ARG_SRC_0, primitives.of(a, description))
                .with(DNNL_ARG_SRC_1, primitives.of(b, description))
                .with(DNNL_ARG_DST, primitives.of(into, description)));
    }

    /** The positive part, with what its gradient needs. */
    public final class PositivePart implements Operation {
        private final Primitive forward;
        private final INDArray y;

        private PositivePart(Primitive forward, INDArray y) {
            this.forward = forward;
            this.y = y;
        }

        @Override
        public void run() {
            forward.run();
        }

        /** Copies a gradient where the positive part is positive, zero elsewhere; empty when the library cannot. */
        public Optional<Operation> backward(INDArray gy, INDArray gx) {
            dnnl_memory_desc_t description = Primitives.rows(y);
            dnnl_eltwise_desc_t operation = new dnnl_eltwise_desc_t();
            OneDnn.check(
                    dnnl_eltwise_backward_desc_init(
                            operation, dnnl_eltwise_relu_use_dst_for_bwd, description, description, 0, 0),
                    "describe the positive part's gradient");
            Primitive primitive = primitives.build(operation, forward);
            if (primitive == null) {
                return Optional.empty();
            }
            return Optional.of(primitive
                    .with(DNNL_ARG_DST, primitives.of(y, description))
                    .with(DNNL_ARG_DIFF_DST, primitives.of(gy, description))
                    .with(DNNL_ARG_DIFF_SRC, primitives.of(gx, description)));
        }
    }
}
