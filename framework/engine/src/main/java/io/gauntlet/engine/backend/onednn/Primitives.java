package io.gauntlet.engine.backend.onednn;

import java.util.ArrayList;
import java.util.List;

import org.bytedeco.dnnl.const_dnnl_op_desc_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc_iterator;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.dnnl_ab;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cdba;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_init_by_tag;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_nhwc;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scratchpad_mode;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_iterator_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_iterator_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_iterator_fetch;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_iterator_next;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_impl_info_str;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;
import static org.bytedeco.dnnl.global.dnnl.dnnl_x;

/**
 * Holds the primitives of one plan, with their memory, and builds them. They run on one thread at a time, whichever.
 * Arrays are float, in c-order, with the channels last, and stay where they are.
 */
public final class Primitives implements AutoCloseable {
    /** What an operation needs while it runs. */
    static final int SCRATCH = 0;
    /** What it reads, in another order. */
    static final int SOURCE = 1;
    /** What it writes, in another order. */
    static final int TARGET = 2;

    private final dnnl_stream stream = new dnnl_stream();
    private final dnnl_primitive_attr attributes = new dnnl_primitive_attr();
    private final List<Primitive> primitives = new ArrayList<>();
    private final List<dnnl_memory> memories = new ArrayList<>();
    private final List<INDArray> buffers = new ArrayList<>();
    /** Arrays whose memory the primitives work on must not be collected. */
    private final List<INDArray> used = new ArrayList<>();

    private boolean closed;
    private final Workspace[] workspaces = {new Workspace(), new Workspace(), new Workspace()};

    /** For a library that is {@link OneDnn#available}. */
    public Primitives() {
        OneDnn.check(dnnl_stream_create(stream, OneDnn.engine(), dnnl_stream_default_flags), "start");
        OneDnn.check(dnnl_primitive_attr_create(attributes), "start");
        // Its own scratch memory belongs to the thread that built the primitive.
        OneDnn.check(dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user), "start");
    }

    dnnl_stream stream() {
        return stream;
    }

    /** Pictures {@code [block, height, width, channels]}. */
    static dnnl_memory_desc_t pictures(INDArray array, boolean anyOrder) {
        int tag = anyOrder ? dnnl_format_tag_any : dnnl_nhwc;
        return description(tag, array.size(0), array.size(3), array.size(1), array.size(2));
    }

    /** Weights {@code [height, width, inputs, outputs]} of a convolution. */
    static dnnl_memory_desc_t kernels(INDArray array, boolean anyOrder) {
        int tag = anyOrder ? dnnl_format_tag_any : dnnl_cdba;
        return description(tag, array.size(3), array.size(2), array.size(0), array.size(1));
    }

    static dnnl_memory_desc_t vector(INDArray array) {
        return description(dnnl_x, array.length());
    }

    /** All values as one row for each of the first dimension. */
    static dnnl_memory_desc_t rows(INDArray array) {
        return description(dnnl_ab, array.size(0), array.length() / array.size(0));
    }

    static dnnl_memory_desc_t description(int tag, long... sides) {
        dnnl_memory_desc_t description = new dnnl_memory_desc_t();
        OneDnn.check(
                dnnl_memory_desc_init_by_tag(description, sides.length, sides, dnnl_f32, tag), "describe an array");
        return description;
    }

    /** An array as a primitive sees it. */
    dnnl_memory of(INDArray array, dnnl_memory_desc_t description) {
        used.add(array);
        return memory(description, Workspace.of(array));
    }

    /** Memory in the workspace of that number. */
    dnnl_memory shared(int number, dnnl_memory_desc_t description) {
        Workspace workspace = workspaces[number];
        dnnl_memory memory = memory(description, workspace.atLeast(dnnl_memory_desc_get_size(description)));
        workspace.add(memory);
        return memory;
    }

    /** Memory that lasts. */
    dnnl_memory own(dnnl_memory_desc_t description) {
        INDArray buffer = Workspace.allocate(dnnl_memory_desc_get_size(description));
        buffers.add(buffer);
        return memory(description, Workspace.start(buffer));
    }

    private dnnl_memory memory(dnnl_memory_desc_t description, Pointer at) {
        dnnl_memory memory = new dnnl_memory();
        OneDnn.check(dnnl_memory_create(memory, description, OneDnn.engine(), at), "see an array");
        memories.add(memory);
        return memory;
    }

    /**
     * Builds a primitive.
     *
     * @param operation one of oneDNN's descriptors
     * @param forward the description of the forward primitive that a backward one belongs to
     * @return null when the library has none, or but a slow one
     */
    @Nullable
    Primitive build(Pointer operation, @Nullable Primitive forward) {
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        int status = dnnl_primitive_desc_create(
                description,
                new const_dnnl_op_desc_t(operation),
                attributes,
                OneDnn.engine(),
                forward == null ? null : forward.description());
        if (!OneDnn.implemented(status, "describe an operation")) {
            return null;
        }
        if (implementation(description).startsWith("ref")) {
            dnnl_primitive_desc_destroy(description);
            return null;
        }
        return keep(new Primitive(this, description));
    }

    /**
     * Builds a primitive by the implementation of that name, which need not be the one that the library prefers.
     *
     * @param operation one of oneDNN's descriptors
     * @param name how the name begins
     * @return null when the library has none here
     */
    @Nullable
    Primitive named(Pointer operation, String name) {
        dnnl_primitive_desc_iterator all = new dnnl_primitive_desc_iterator();
        int status = dnnl_primitive_desc_iterator_create(
                all, new const_dnnl_op_desc_t(operation), attributes, OneDnn.engine(), null);
        if (!OneDnn.implemented(status, "describe an operation")) {
            return null;
        }
        try {
            do {
                dnnl_primitive_desc description = dnnl_primitive_desc_iterator_fetch(all);
                if (implementation(description).startsWith(name)) {
                    return keep(new Primitive(this, description));
                }
                dnnl_primitive_desc_destroy(description);
            } while (dnnl_primitive_desc_iterator_next(all) == dnnl_success);
            return null;
        } finally {
            dnnl_primitive_desc_iterator_destroy(all);
        }
    }

    private static String implementation(dnnl_primitive_desc description) {
        try (PointerPointer<BytePointer> into = new PointerPointer<>(1)) {
            OneDnn.check(
                    dnnl_primitive_desc_query(description, dnnl_query_impl_info_str, 0, into), "name an operation");
            return into.get(BytePointer.class).getString();
        }
    }

    private Primitive keep(Primitive primitive) {
        primitives.add(primitive);
        return primitive;
    }

    /** Copies memory into another order. */
    Primitive reorder(dnnl_memory_desc_t from, dnnl_memory at, dnnl_memory_desc_t to, dnnl_memory into) {
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        OneDnn.check(
                dnnl_reorder_primitive_desc_create(description, from, OneDnn.engine(), to, OneDnn.engine(), attributes),
                "rearrange an array");
        return keep(new Primitive(this, description).with(DNNL_ARG_FROM, at).with(DNNL_ARG_TO, into));
    }

    /** What a primitive reads: the array, or a copy in the order it wants, made at each run. */
    dnnl_memory source(Chain chain, INDArray array, dnnl_memory_desc_t has, dnnl_memory_desc_t wanted) {
        dnnl_memory memory = of(array, has);
        if (dnnl_memory_desc_equal(has, wanted) != 0) {
            return memory;
        }
        dnnl_memory copy = shared(SOURCE, wanted);
        chain.then(reorder(has, memory, wanted, copy));
        return copy;
    }

    /** The same for weights, copied when they change. */
    dnnl_memory weights(Chain chain, INDArray array, dnnl_memory_desc_t has, dnnl_memory_desc_t wanted) {
        dnnl_memory memory = of(array, has);
        if (dnnl_memory_desc_equal(has, wanted) != 0) {
            return memory;
        }
        dnnl_memory copy = own(wanted);
        chain.prepare(reorder(has, memory, wanted, copy));
        return copy;
    }

    /** What a primitive writes: the array, or memory that {@link Target#copied} then copies. */
    Target target(INDArray array, dnnl_memory_desc_t has, dnnl_memory_desc_t wanted) {
        dnnl_memory memory = of(array, has);
        if (dnnl_memory_desc_equal(has, wanted) != 0) {
            return new Target(memory, null);
        }
        dnnl_memory copy = shared(TARGET, wanted);
        return new Target(copy, reorder(wanted, copy, has, memory));
    }

    /** Frees everything. The operations must not run afterwards. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        primitives.forEach(Primitive::close);
        memories.forEach(memory -> dnnl_memory_destroy(memory));
        for (Workspace workspace : workspaces) {
            workspace.close();
        }
        buffers.forEach(INDArray::close);
        dnnl_primitive_attr_destroy(attributes);
        dnnl_stream_destroy(stream);
        primitives.clear();
        memories.clear();
        buffers.clear();
        used.clear();
    }
}
