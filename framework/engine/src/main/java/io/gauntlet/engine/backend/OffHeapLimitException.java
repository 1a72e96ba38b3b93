package io.gauntlet.engine.backend;

import java.util.Objects;
import java.util.Optional;

/** Arrays would take more memory than they may. The message is one sentence that says what to do. */
public final class OffHeapLimitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private OffHeapLimitException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * This exception, when a failure is ND4J's or JavaCPP's way of saying so or was caused by it. These throw plain
     * exceptions and errors, known by their words alone; those of the Java heap are not among them.
     */
    public static Optional<OffHeapLimitException> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OffHeapLimitException limit) {
                return Optional.of(limit);
            }
            if (says(cause)) {
                return Optional.of(new OffHeapLimitException(sentence(), failure));
            }
        }
        return Optional.empty();
    }

    private static boolean says(Throwable cause) {
        String message = Objects.requireNonNullElse(cause.getMessage(), "");
        boolean javaCpp = cause instanceof OutOfMemoryError
                && (message.contains("physicalBytes") || message.contains("totalBytes"));
        return javaCpp || message.contains("exceeds HOST device limits");
    }

    private static String sentence() {
        return "The arrays need more than the "
                + MemoryLimit.size(MemoryLimit.here().arrays())
                + " that they may take: run with fewer --workers or smaller blocks, or allow more, such as "
                + MemoryLimit.VARIABLE + "=" + MemoryLimit.here().more() + ".";
    }
}
