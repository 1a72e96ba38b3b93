package io.gauntlet.engine.backend.onednn;

import org.bytedeco.dnnl.dnnl_memory;
import org.jspecify.annotations.Nullable;

/**
 * What a primitive writes to.
 *
 * @param memory as the primitive sees it
 * @param rearrangement into the array that was meant; null when it is that array
 */
record Target(dnnl_memory memory, @Nullable Primitive rearrangement) {
    void copied(Chain chain) {
        if (rearrangement != null) {
            chain.then(rearrangement);
        }
    }
}
