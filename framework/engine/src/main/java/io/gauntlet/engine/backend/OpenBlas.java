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
        return ask("openblas_get_corename");
    }

    /** Its name and version, such as {@code OpenBLAS 0.3.19}; empty when it is not loaded. */
    static Optional<String> version() {
        return ask("openblas_get_config").map(config -> {
            String[] words = config.strip().split("\\s+");
            return words.length > 1 ? words[0] + " " + words[1] : config;
        });
    }

    private static Optional<String> ask(String function) {
        Pointer address = Loader.addressof(function);
        return address == null || address.isNull()
                ? Optional.empty()
                : Optional.of(Function.getFunction(new com.sun.jna.Pointer(address.address()))
                        .invokeString(new Object[0], false));
    }
}
