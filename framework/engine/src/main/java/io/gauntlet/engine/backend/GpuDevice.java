package io.gauntlet.engine.backend;

/**
 * A device of NVIDIA's.
 *
 * @param name such as {@code NVIDIA GeForce RTX 3090}
 * @param major of its compute capability
 * @param minor of its compute capability
 */
record GpuDevice(String name, int major, int minor) {
    /**
     * Whether nd4j-cuda-11.6 has machine code for it. It carries code for 3.7 and 5.0 to 8.6, which newer devices of
     * the same major number run too, and no PTX, which any newer device could have translated.
     */
    boolean usable() {
        return (major == 3 && minor >= 7) || (major >= 5 && major <= 8);
    }

    @Override
    public String toString() {
        return name + " (compute capability " + major + "." + minor + ")";
    }
}
