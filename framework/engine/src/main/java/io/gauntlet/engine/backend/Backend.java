package io.gauntlet.engine.backend;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.function.Supplier;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Loads ND4J with one thread for each operation: parallelism is over blocks of samples, and results depend on the
 * number of threads. What the native libraries need of the environment is set here too, see the package.
 */
public final class Backend {
    private static volatile int threads = 1;
    private static final ThreadLocal<Integer> PINNED = ThreadLocal.withInitial(() -> 0);

    private Backend() {}

    /**
     * Loads the backend and pins the calling thread's operations to one thread. Quick when already done.
     *
     * @throws BackendRefusedException when a setting cannot be met
     */
    public static void load() {
        Preparation.done();
        Loaded.once();
        pin();
    }

    /**
     * Pins the calling thread's operations to one thread. Quick when already done.
     *
     * @throws IllegalStateException when the backend refuses, with what to do
     */
    public static void pin() {
        int wanted = threads;
        if (PINNED.get() == wanted) {
            return;
        }
        NativeOps natives = natives();
        natives.setOmpNumThreads(wanted);
        if (natives.ompGetMaxThreads() != wanted) {
            throw new IllegalStateException("Operations use " + natives.ompGetMaxThreads() + " threads, not " + wanted
                    + ", which changes results: set OMP_NUM_THREADS=1 before starting.");
        }
        PINNED.set(wanted);
    }

    /**
     * Gives operations another number of threads, from each thread's next {@link #pin()}. For measurements alone:
     * results depend on it, and more than one is slower where several workers compute.
     */
    public static void useThreads(int number) {
        load();
        Nd4j.getEnvironment().setMaxThreads(number);
        Nd4j.getEnvironment().setMaxMasterThreads(number);
        openblas_nolapack.blas_set_num_threads(number);
        threads = number;
        pin();
    }

    /**
     * What makes arrays, with a sentence when there is no memory for them.
     *
     * @throws OffHeapLimitException when the arrays would take more than they may
     */
    public static <T> T guard(Supplier<T> allocation) {
        try {
            return allocation.get();
        } catch (RuntimeException | OutOfMemoryError e) {
            throw OffHeapLimitException.in(e)
                    .<RuntimeException>map(limit -> limit)
                    .orElseGet(() -> unchecked(e));
        }
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }

    /** What computes. Loads the backend. */
    public static BackendFacts facts() {
        load();
        Properties facts = Nd4j.getExecutioner().getEnvironmentInformation();
        Cpu cpu = Cpu.here();
        MemoryLimit memory = Preparation.done().memory();
        return new BackendFacts(
                facts.getProperty("backend", "unknown"),
                version(),
                OpenBlas.version().orElseGet(() -> facts.getProperty("blas.vendor", "unknown")),
                OpenBlas.core().orElse("unknown"),
                oneDnn(),
                natives().ompGetMaxThreads(),
                Runtime.getRuntime().availableProcessors(),
                cpu.has("avx2"),
                cpu.has("avx512f"),
                memory.arrays(),
                // Spelt so by ND4J.
                Nd4j.getEnvironment().getDeviceCouner(0),
                gpu());
    }

    private static String gpu() {
        if (Preparation.done().choice().cuda()) {
            return "computes on " + CudaDriver.devices();
        }
        Gpus gpus = CudaDriver.devices();
        if (gpus.devices().isEmpty()) {
            return "none";
        }
        return gpus + ", not used: " + (Preparation.builtWithCuda() ? reason(gpus) : "built without -Dnd4j.gpu");
    }

    private static String reason(Gpus gpus) {
        return gpus.obstacle().isEmpty() ? BackendChoice.VARIABLE + "=cpu is set" : gpus.obstacle();
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream file = Nd4j.class.getResourceAsStream("/META-INF/maven/org.nd4j/nd4j-api/pom.properties")) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException e) {
            return "unknown";
        }
        return properties.getProperty("version", "unknown");
    }

    /** libnd4j does not tell; the native library with oneDNN lies in a folder of its own. */
    private static boolean oneDnn() {
        String library = "/org/nd4j/linalg/cpu/nativecpu/bindings/" + Loader.getPlatform() + "-onednn/";
        return Nd4j.getEnvironment().isCPU()
                && Nd4j.getEnvironment().helpersAllowed()
                && (Nd4j.class.getResource(library + "libnd4jcpu.so") != null
                        || Nd4j.class.getResource(library + "libnd4jcpu.dylib") != null
                        || Nd4j.class.getResource(library + "nd4jcpu.dll") != null);
    }

    private static NativeOps natives() {
        return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }

    /** What can only be set once ND4J is loaded. */
    static void settle() {
        Environment environment = Nd4j.getEnvironment();
        environment.setMaxThreads(1);
        environment.setMaxMasterThreads(1);
        openblas_nolapack.blas_set_num_threads(1);
        // ND4J gives the thread that loads it as many as there are cores.
        natives().setOmpNumThreads(1);
        // On the CPU arrays count as those of device 0; a GPU's own memory bounds itself.
        if (environment.isCPU()) {
            environment.setDeviceLimit(0, Preparation.done().memory().arrays());
        }
    }

    /** Loading happens in the initialiser of a class of its own: once, whichever thread comes first. */
    private static final class Loaded {
        static {
            Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
            // Its threads live as long as the process and remember whose code started them: that must be no plug-in's.
            Nd4j.getDeallocatorService();
        }

        static void once() {}
    }
}
