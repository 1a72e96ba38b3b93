package io.gauntlet.engine.backend;

import java.util.Optional;

import com.sun.jna.Function;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/** What OpenBLAS says of itself, which its Java wrapper leaves out. */
final class OpenBlas {
    private OpenBlas() {}

    /** The kind of CPU it computes for, such as {@code SkylakeX}; empty when it is not loaded. */
    static Optional<String> core() {
        Pointer address = Loader.addressof("openblas_get_corename");
        return address == null || address.isNull()
                ? Optional.empty()
                : Optional.of(Function.getFunction(new com.sun.jna.Pointer(address.address()))
                        .invokeString(new Object[0], false));
    }
}
