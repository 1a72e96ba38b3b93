package io.gauntlet.engine.keras;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Weights in a file.
 *
 * @param name as the file has it, parts separated by slashes
 * @param shape as Keras has it
 * @param values reads them, row by row
 */
record KerasArray(String name, long[] shape, Supplier<float[]> values) {
    /** The parts of its name, without the number that TensorFlow puts at the end. */
    String[] parts() {
        return name.replaceAll(":\\d+$", "").split("/");
    }

    /** Its last part, such as {@code kernel}. */
    String role() {
        String[] parts = parts();
        return parts[parts.length - 1];
    }

    /** Whether another part is this one. */
    boolean within(String part) {
        String[] parts = parts();
        return Arrays.asList(parts).subList(0, parts.length - 1).contains(part);
    }

    /** Whether the part before the last is this one. */
    boolean directlyIn(String part) {
        String[] parts = parts();
        return parts.length > 1 && parts[parts.length - 2].equals(part);
    }
}
