/**
 * ND4J's backend: its settings, what it is, and running its operations on fixed arrays. The only package that knows
 * which backend computes. No network lives here.
 *
 * <h2>Environment</h2>
 *
 * What the native libraries read of the environment is set in {@link io.gauntlet.engine.backend.NativeEnvironment}
 * just before they load, whoever uses ND4J first, so that the command line, the tests of this build and those of a
 * plug-in's author compute alike: one thread for each operation, threads that wait asleep, and for CPUs that OpenBLAS
 * does not know, the kind that it shall take them for. Two variables are the user's: {@code GAUNTLET_MEMORY} bounds the
 * memory of arrays ({@code 6g}, {@code 800m}; when not set half of the machine's, or what the Java heap leaves), and
 * {@code GAUNTLET_BACKEND} is {@code cpu} or {@code cuda}. The limit holds before memory is taken: whoever makes arrays
 * beyond it gets an {@link io.gauntlet.engine.backend.OffHeapLimitException}, or ND4J's own exception that
 * {@link io.gauntlet.engine.backend.OffHeapLimitException#in} recognises. Each process has its own limit.
 *
 * <h2>Threads</h2>
 *
 * Operations use one thread, and cores are used by computing several blocks of samples at once, each worker with its
 * own instance of the network. This is the best use for many matches, and for a big one too. Measured on two cores (Zen
 * 4, other programs running, interleaved rounds): gradients of 128 samples by two workers of 64 took 0.7 to 0.9 of the
 * time of two-thread operations for {@code small-cnn} and 0.65 to 0.7 for {@code madry-cnn}, whether those took 64 or
 * 128 samples at once; small operations gain nothing from a second thread. Results do not depend on the number of
 * workers, but would on that of an operation's threads.
 *
 * <h2>GPU</h2>
 *
 * The CPU computes unless the build has CUDA: {@code -Dnd4j.gpu}, or {@code -Dnd4j.gpu=redist} with NVIDIA's libraries.
 * Such a build asks the driver which devices there are before ND4J loads, and computes on them when ND4J has code for
 * all (compute capability 3.7 and 5.0 to 8.9, so neither Hopper nor Blackwell). Else it warns and computes on the CPU,
 * or refuses when {@code GAUNTLET_BACKEND=cuda} asked for CUDA. Tested are this choice, over lists of devices, and that
 * the profiles resolve; no network was ever computed on a GPU. Operations are laid out for oneDNN and are not tuned for
 * a GPU.
 */
@NullMarked
package io.gauntlet.engine.backend;

import org.jspecify.annotations.NullMarked;
