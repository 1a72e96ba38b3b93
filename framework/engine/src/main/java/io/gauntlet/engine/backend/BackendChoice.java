package io.gauntlet.engine.backend;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Which backend computes.
 *
 * @param cuda whether it is CUDA; else the CPU
 * @param warning a sentence for the user when it is not what the build was made for, else empty
 */
record BackendChoice(boolean cuda, String warning) {
    /** The environment variable that asks for one: {@code cpu} or {@code cuda}. */
    static final String VARIABLE = "GAUNTLET_BACKEND";

    /**
     * Chooses.
     *
     * @param asked {@code cpu} or {@code cuda}. When null or empty: CUDA when the build has it and it can run
     *     here, else the CPU
     * @param built whether CUDA's backend is part of the build
     * @param gpus asked only when it matters, since starting the driver takes time
     * @throws BackendRefusedException when CUDA was asked for and cannot run, or the setting is neither
     */
    static BackendChoice of(@Nullable String asked, boolean built, Supplier<Gpus> gpus) {
        String wish = asked == null ? "" : asked.strip();
        if (wish.equals("cpu")) {
            return new BackendChoice(false, "");
        }
        if (!wish.isEmpty() && !wish.equals("cuda")) {
            throw new BackendRefusedException(VARIABLE + "=" + wish + " is no backend: set cpu or cuda, or leave it.");
        }
        if (!built) {
            if (wish.isEmpty()) {
                return new BackendChoice(false, "");
            }
            throw new BackendRefusedException(VARIABLE + "=cuda needs a build with CUDA: build with -Dnd4j.gpu, or with"
                    + " -Dnd4j.gpu=redist where CUDA 11.6 is not installed.");
        }
        String obstacle = gpus.get().obstacle();
        if (obstacle.isEmpty()) {
            return new BackendChoice(true, "");
        }
        if (wish.isEmpty()) {
            return new BackendChoice(false, "The GPU is not used, because " + obstacle + ".");
        }
        throw new BackendRefusedException(
                VARIABLE + "=cuda cannot be had, because " + obstacle + " (" + VARIABLE + "=cpu).");
    }
}
