package io.gauntlet.engine.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** The instruction sets of this machine's CPU, where the system tells. */
final class CpuFeatures {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private CpuFeatures() {}

    /** Whether the system lists a feature, such as {@code avx2}; false where it lists none. */
    static boolean present(String feature) {
        if (!Files.isReadable(CPU_INFO)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.toLowerCase(Locale.ROOT).startsWith("flags"))
                    .limit(1)
                    .anyMatch(line -> Arrays.asList(line.split("[\\s:]+")).contains(feature));
        } catch (IOException e) {
            return false;
        }
    }
}
