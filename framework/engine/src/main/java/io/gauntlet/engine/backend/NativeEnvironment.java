package io.gauntlet.engine.backend;

import java.util.Map;
import java.util.TreeMap;

import com.sun.jna.Function;
import com.sun.jna.Platform;

/**
 * The environment variables that the native libraries read when they are loaded: the one place of the rule, for the
 * command line, tests and any other program alike. They are set in this process just before, so that nobody has to
 * remember them; the JVM's own view, {@link System#getenv()}, does not show them.
 */
final class NativeEnvironment {
    /** The newest family of AMD's CPUs that OpenBLAS 0.3.19 knows (Zen 4). It takes later ones for one of 2007. */
    private static final int NEWEST_KNOWN_FAMILY = 25;

    private NativeEnvironment() {}

    /**
     * What to set.
     *
     * @param cpu the machine's
     * @param given what the user set: {@code OMP_WAIT_POLICY} and {@code OPENBLAS_CORETYPE} are left as they are
     */
    static Map<String, String> needed(Cpu cpu, Map<String, String> given) {
        Map<String, String> needed = new TreeMap<>();
        // Results depend on it, so it is no matter of taste.
        needed.put("OMP_NUM_THREADS", "1");
        if (!given.containsKey("OMP_WAIT_POLICY")) {
            // Threads that wait would take the CPU from those that work.
            needed.put("OMP_WAIT_POLICY", "passive");
        }
        boolean amd = cpu.vendor().equals("AuthenticAMD") || cpu.vendor().equals("HygonGenuine");
        boolean unknown = amd && cpu.family() > NEWEST_KNOWN_FAMILY;
        if (unknown
                && cpu.has("avx512f")
                && given.getOrDefault("OPENBLAS_CORETYPE", "").isEmpty()) {
            needed.put("OPENBLAS_CORETYPE", "SkylakeX");
        }
        return needed;
    }

    /** Sets them. Too late for a library that is loaded already. */
    static void set() {
        if (Platform.isWindows()) {
            // Each C library there has an environment of its own.
            return;
        }
        Function setenv = Function.getFunction(Platform.C_LIBRARY_NAME, "setenv");
        needed(Cpu.here(), System.getenv()).forEach((name, value) -> setenv.invokeInt(new Object[] {name, value, 1}));
    }
}
