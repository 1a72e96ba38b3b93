package io.gauntlet.engine.backend;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.management.OperatingSystemMXBean;
import org.jspecify.annotations.Nullable;

/**
 * How much memory this process may take, in bytes, so that it fails with a sentence before the machine swaps.
 *
 * @param arrays for arrays, which lie outside the Java heap
 * @param process for all of the process, as the system counts it: arrays, heap, libraries and their scratch space
 * @param machine what the machine, or the container, has
 */
record MemoryLimit(long arrays, long process, long machine) {
    /** The environment variable with the limit on arrays, such as {@code 6g} or {@code 800m}. */
    static final String VARIABLE = "GAUNTLET_MEMORY";

    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,9})([kmg]?)b?");
    private static final long MEBI = 1L << 20;
    private static final long GIBI = 1L << 30;
    /** Libraries, compiled code, stacks and the scratch space of convolutions. */
    private static final long BESIDE = GIBI;

    private static final long LEAST = 64 * MEBI;

    /** By this process's environment and machine. */
    static MemoryLimit here() {
        long machine = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Long.MAX_VALUE;
        return of(System.getenv(VARIABLE), machine, Runtime.getRuntime().maxMemory());
    }

    /**
     * The limit.
     *
     * @param asked the setting. When null or empty: half of the machine's memory, or what the heap leaves when less
     * @param heap the most that the Java heap takes
     * @throws BackendRefusedException when the setting is no size, or more than the machine has
     */
    static MemoryLimit of(@Nullable String asked, long machine, long heap) {
        long arrays = asked == null || asked.isBlank()
                ? Math.max(LEAST, Math.min(machine / 2, machine - heap - BESIDE))
                : bytes(asked);
        if (arrays < LEAST) {
            throw new BackendRefusedException(VARIABLE + "=" + asked + " is too little to compute with: set "
                    + size(LEAST) + " or more, such as 1g.");
        }
        if (arrays > machine) {
            throw new BackendRefusedException(VARIABLE + "=" + asked + " is more than the " + size(machine)
                    + " that this machine has: set less, such as " + machine / 2 / MEBI + "m.");
        }
        return new MemoryLimit(arrays, arrays + heap + BESIDE, machine);
    }

    private static long bytes(String asked) {
        Matcher matcher = SIZE.matcher(asked.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new BackendRefusedException(
                    VARIABLE + "=" + asked + " is no amount of memory: write one like 800m or 6g.");
        }
        int shift = switch (matcher.group(2)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            default -> 0;
        };
        return Long.parseLong(matcher.group(1)) << shift;
    }

    /** A greater limit to suggest, as the variable takes it. */
    String more() {
        return Math.min(2 * arrays, machine) / MEBI + "m";
    }

    /** A size for people, such as {@code 1.5 GiB}. */
    static String size(long bytes) {
        return bytes >= GIBI
                ? String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIBI)
                : (bytes + MEBI - 1) / MEBI + " MiB";
    }

    /** Tells JavaCPP, which reads it when first used. It watches the whole process: ND4J's arrays are not its own. */
    void tellJavaCpp() {
        if (System.getProperty("org.bytedeco.javacpp.maxphysicalbytes") == null) {
            System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", Long.toString(process));
        }
        if (System.getProperty("org.bytedeco.javacpp.maxbytes") == null) {
            System.setProperty("org.bytedeco.javacpp.maxbytes", Long.toString(arrays));
        }
    }
}
