package io.gauntlet.engine.backend;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What is settled before a native library loads: its environment, the memory it may take, which backend it is.
 *
 * @param choice which backend
 * @param memory how much
 */
record Preparation(BackendChoice choice, MemoryLimit memory) {
    private static @Nullable Preparation done;

    /**
     * Prepares the process, the first time.
     *
     * @throws BackendRefusedException when a setting cannot be met
     */
    static synchronized Preparation done() {
        if (done == null) {
            BackendChoice choice =
                    BackendChoice.of(System.getenv(BackendChoice.VARIABLE), builtWithCuda(), CudaDriver::devices);
            MemoryLimit memory = MemoryLimit.here();
            memory.tellJavaCpp();
            NativeEnvironment.set();
            if (!choice.warning().isEmpty()) {
                LoggerFactory.getLogger(Preparation.class).warn(choice.warning());
            }
            done = new Preparation(choice, memory);
        }
        return done;
    }

    static boolean builtWithCuda() {
        return Preparation.class
                        .getClassLoader()
                        .getResource(ChosenBackend.CUDA.replace('.', '/').concat(".class"))
                != null;
    }
}
