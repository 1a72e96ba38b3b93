package io.gauntlet.engine.backend.onednn;

import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;

import io.gauntlet.engine.backend.Operation;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_scratchpad_md;

/** One of oneDNN's primitives with the memory it works on. */
final class Primitive implements Operation, AutoCloseable {
    private static final int MOST_ARGUMENTS = 8;

    private final dnnl_primitive_desc description;
    private final dnnl_stream stream;
    private final dnnl_primitive primitive = new dnnl_primitive();
    private final dnnl_exec_arg_t arguments = new dnnl_exec_arg_t(MOST_ARGUMENTS);
    private int count;

    /** Takes over the description. */
    Primitive(Primitives owner, dnnl_primitive_desc description) {
        this.description = description;
        stream = owner.stream();
        OneDnn.check(dnnl_primitive_create(primitive, description), "build an operation");
        dnnl_memory_desc_t scratch = memory(dnnl_query_scratchpad_md);
        if (dnnl_memory_desc_get_size(scratch) > 0) {
            with(DNNL_ARG_SCRATCHPAD, owner.shared(Primitives.SCRATCH, scratch));
        }
    }

    /** How the library wants some memory to be laid out. */
    dnnl_memory_desc_t memory(int query) {
        return dnnl_primitive_desc_query_md(description, query, 0);
    }

    dnnl_primitive_desc description() {
        return description;
    }

    Primitive with(int argument, dnnl_memory memory) {
        arguments.position(count).arg(argument).memory(memory);
        arguments.position(0);
        count++;
        return this;
    }

    @Override
    public void run() {
        int status = dnnl_primitive_execute(primitive, stream, count, arguments);
        if (status != 0) {
            OneDnn.check(status, "compute");
        }
    }

    @Override
    public void close() {
        dnnl_primitive_destroy(primitive);
        dnnl_primitive_desc_destroy(description);
        arguments.close();
    }
}
