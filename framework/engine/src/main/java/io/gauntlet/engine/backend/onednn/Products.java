package io.gauntlet.engine.backend.onednn;

import java.util.Optional;

import org.bytedeco.dnnl.dnnl_inner_product_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_ab;
import static org.bytedeco.dnnl.global.dnnl.dnnl_ba;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_inner_product_backward_data_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_inner_product_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

/** Products of rows {@code [block, inputs]} with weights {@code [inputs, outputs]}. */
public final class Products {
    private final Primitives primitives;
    private final INDArray weights;
    private final boolean rearranged;

    /**
     * Describes a linear map.
     *
     * @param rearranged whether the weights change so rarely that it pays to keep copies of them in better orders
     */
    public Products(Primitives primitives, INDArray weights, boolean rearranged) {
        this.primitives = primitives;
        this.weights = weights;
        this.rearranged = rearranged;
    }

    /** Computes {@code y = x weights + bias}; empty when the library cannot. */
    public Optional<Prepared> forward(INDArray x, @Nullable INDArray bias, INDArray y) {
        dnnl_inner_product_desc_t operation = new dnnl_inner_product_desc_t();
        OneDnn.check(
                dnnl_inner_product_forward_desc_init(
                        operation,
                        dnnl_forward_inference,
                        Primitives.rows(x),
                        weights(rearranged ? dnnl_format_tag_any : dnnl_ba),
                        bias == null ? null : Primitives.vector(bias),
                        Primitives.rows(y)),
                "describe a product");
        Primitive primitive = primitives.build(operation, null);
        if (primitive == null) {
            return Optional.empty();
        }
        Chain chain = new Chain();
        bind(chain, primitive)
                .with(DNNL_ARG_SRC, primitives.of(x, Primitives.rows(x)))
                .with(DNNL_ARG_DST, primitives.of(y, Primitives.rows(y)));
        if (bias != null) {
            primitive.with(DNNL_ARG_BIAS, primitives.of(bias, Primitives.vector(bias)));
        }
        return prepared(chain, primitive);
    }

    /** Computes {@code gx = gy weights'}; empty when the library cannot. */
    public Optional<Prepared> backward(INDArray gy, INDArray gx) {
        dnnl_inner_product_desc_t operation = new dnnl_inner_product_desc_t();
        OneDnn.check(
                dnnl_inner_product_backward_data_desc_init(
                        operation,
                        Primitives.rows(gx),
                        // Transposed: faster than the order that the library would choose.
                        weights(rearranged ? dnnl_ab : dnnl_ba),
                        Primitives.rows(gy)),
                "describe a product's gradient");
        Primitive primitive = primitives.build(operation, null);
        if (primitive == null) {
            return Optional.empty();
        }
        Chain chain = new Chain();
        bind(chain, primitive)
                .with(DNNL_ARG_DIFF_DST, primitives.of(gy, Primitives.rows(gy)))
                .with(DNNL_ARG_DIFF_SRC, primitives.of(gx, Primitives.rows(gx)));
        return prepared(chain, primitive);
    }

    private dnnl_memory_desc_t weights(int tag) {
        return Primitives.description(tag, weights.size(1), weights.size(0));
    }

    private Primitive bind(Chain chain, Primitive primitive) {
        dnnl_memory_desc_t wanted = primitive.memory(dnnl_query_weights_md);
        return primitive.with(DNNL_ARG_WEIGHTS, primitives.weights(chain, weights, weights(dnnl_ba), wanted));
    }

    private static Optional<Prepared> prepared(Chain chain, Primitive primitive) {
        chain.then(primitive);
        chain.weightsChanged();
        return Optional.of(chain);
    }
}
