package io.gauntlet.engine.backend.onednn;

import java.util.ArrayList;
import java.util.List;

import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Memory;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;

/** Memory that all operations of a plan write into, one after the other. Grows while they are built. */
final class Workspace implements AutoCloseable {
    /** Some of oneDNN's instructions write whole lines of the cache. */
    private static final int LINE = 64;

    private final List<dnnl_memory> users = new ArrayList<>();
    private long bytes;
    private @Nullable INDArray array;

    /** Memory of at least so many bytes. */
    Pointer atLeast(long wanted) {
        INDArray now = array;
        if (now == null || wanted > bytes) {
            INDArray grown = allocate(wanted);
            for (dnnl_memory user : users) {
                OneDnn.check(dnnl_memory_set_data_handle(user, start(grown)), "move a buffer");
            }
            if (now != null) {
                now.close();
            }
            array = grown;
            bytes = wanted;
            now = grown;
        }
        return start(now);
    }

    /** To be told when the memory moves. */
    void add(dnnl_memory user) {
        users.add(user);
    }

    /** Memory whose {@link #start} begins a line. */
    static INDArray allocate(long bytes) {
        return Memory.uninitialized((bytes + LINE) / Float.BYTES + 1);
    }

    static Pointer start(INDArray array) {
        long address = address(array);
        return new Place((address + LINE - 1) / LINE * LINE);
    }

    /** Where an array's values lie. */
    static Pointer of(INDArray array) {
        return new Place(address(array));
    }

    private static long address(INDArray array) {
        return array.data().addressPointer().address();
    }

    @Override
    public void close() {
        INDArray now = array;
        if (now != null) {
            now.close();
            array = null;
        }
        users.clear();
    }

    /** A place in memory that somebody else owns. */
    private static final class Place extends Pointer {
        Place(long address) {
            super((Pointer) null);
            this.address = address;
        }
    }
}
