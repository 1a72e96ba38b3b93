package io.gauntlet.engine.backend;

/**
 * What computes: shown by {@code doctor} and recorded with results.
 *
 * @param backend ND4J's name of it, such as {@code CPU}
 * @param version ND4J's version
 * @param blas the BLAS library and its version
 * @param blasCore the kind of CPU that BLAS computes for
 * @param oneDnn whether convolutions run in oneDNN
 * @param threads threads for each operation; 1 unless the environment could not be set
 * @param cores CPUs available to this process
 * @param avx2 whether the CPU has AVX2
 * @param avx512 whether the CPU has AVX-512
 * @param memoryLimit bytes that arrays, which lie outside the Java heap, may take together
 * @param memoryUsed bytes that they take now
 * @param gpu whether a GPU computes, and if there is one that does not, why
 */
public record BackendFacts(
        String backend,
        String version,
        String blas,
        String blasCore,
        boolean oneDnn,
        int threads,
        int cores,
        boolean avx2,
        boolean avx512,
        long memoryLimit,
        long memoryUsed,
        String gpu) {}
