package io.gauntlet.engine.backend;

import java.util.Properties;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Loads ND4J with one thread for each operation: parallelism is over blocks of samples, and results depend on the
 * number of threads. The launcher should set {@code OMP_NUM_THREADS=1} in the environment, which holds for all threads.
 */
public final class Backend {
    private static final ThreadLocal<Boolean> PINNED = ThreadLocal.withInitial(() -> {
        NativeOps natives = natives();
        natives.setOmpNumThreads(1);
        return natives.ompGetMaxThreads() == 1;
    });

    private Backend() {}

    /** Loads the backend and pins the calling thread's operations to one thread. Quick when already done. */
    public static void load() {
        Loaded.once();
        pin();
    }

    /**
     * Pins the calling thread's operations to one thread. Quick when already done.
     *
     * @throws IllegalStateException when the backend refuses, with what to do
     */
    public static void pin() {
        if (!PINNED.get()) {
            throw new IllegalStateException(
                    "Operations use several threads, which changes results: set OMP_NUM_THREADS=1 before starting.");
        }
    }

    /** What computes. Loads the backend. */
    public static BackendFacts facts() {
        load();
        Properties environment = Nd4j.getExecutioner().getEnvironmentInformation();
        NativeOps natives = natives();
        return new BackendFacts(
                environment.getProperty("backend", "unknown"),
                Nd4j.class.getPackage().getImplementationVersion() == null
                        ? "1.0.0-M2.1"
                        : Nd4j.class.getPackage().getImplementationVersion(),
                environment.getProperty("blas.vendor", "unknown"),
                OpenBlas.core().orElse("unknown"),
                oneDnn(),
                natives.ompGetMaxThreads(),
                Runtime.getRuntime().availableProcessors(),
                cpu("avx2"),
                cpu("avx512f"));
    }

    /** libnd4j does not tell; the native library with oneDNN lies in a folder of its own. */
    private static boolean oneDnn() {
        String library = "/org/nd4j/linalg/cpu/nativecpu/bindings/" + Loader.getPlatform() + "-onednn/";
        return Nd4j.getEnvironment().helpersAllowed()
                && (Nd4j.class.getResource(library + "libnd4jcpu.so") != null
                        || Nd4j.class.getResource(library + "libnd4jcpu.dylib") != null
                        || Nd4j.class.getResource(library + "nd4jcpu.dll") != null);
    }

    private static boolean cpu(String feature) {
        return CpuFeatures.present(feature);
    }

    private static NativeOps natives() {
        return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }

    /** Loading happens in the initialiser of a class of its own: once, whichever thread comes first. */
    private static final class Loaded {
        static {
            Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
            Nd4j.getEnvironment().setMaxThreads(1);
            Nd4j.getEnvironment().setMaxMasterThreads(1);
            openblas_nolapack.blas_set_num_threads(1);
        }

        static void once() {}
    }
}
