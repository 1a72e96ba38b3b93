package io.gauntlet.engine.backend.onednn;

import java.util.Optional;

import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_version_t;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.engine.backend.Backend;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;
import static org.bytedeco.dnnl.global.dnnl.dnnl_unimplemented;
import static org.bytedeco.dnnl.global.dnnl.dnnl_version;

/** The library. Absent on platforms for which it is not built, and where arrays do not lie in the CPU's memory. */
public final class OneDnn {
    /** A system property: {@code false} leaves all operations to libnd4j. */
    public static final String SWITCH = "gauntlet.onednn";

    private OneDnn() {}

    /** Whether operations can be built. Loads the library. */
    public static boolean available() {
        return Loaded.ENGINE.isPresent();
    }

    /** Its version, such as {@code 2.5.2}; empty when it is not available. */
    public static Optional<String> version() {
        if (!available()) {
            return Optional.empty();
        }
        dnnl_version_t version = dnnl_version();
        return Optional.of(version.major() + "." + version.minor() + "." + version.patch());
    }

    static dnnl_engine engine() {
        return Loaded.ENGINE.orElseThrow();
    }

    static void check(int status, String what) {
        if (status != dnnl_success) {
            throw new IllegalStateException("oneDNN could not " + what + " (its status is " + status + ").");
        }
    }

    /** Whether the library has an implementation; other failures are thrown. */
    static boolean implemented(int status, String what) {
        if (status == dnnl_unimplemented) {
            return false;
        }
        check(status, what);
        return true;
    }

    private static final class Loaded {
        static final Optional<dnnl_engine> ENGINE = load();

        private static Optional<dnnl_engine> load() {
            // ND4J first: both then share one library of threads, whose number ND4J sets.
            Backend.load();
            if (!Nd4j.getEnvironment().isCPU() || !Boolean.parseBoolean(System.getProperty(SWITCH, "true"))) {
                return Optional.empty();
            }
            try {
                dnnl_engine engine = new dnnl_engine();
                check(dnnl_engine_create(engine, dnnl_cpu, 0), "start");
                return Optional.of(engine);
            } catch (LinkageError e) {
                return Optional.empty();
            }
        }
    }
}
