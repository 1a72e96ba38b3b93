package io.gauntlet.engine.backend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the system tells of the CPU.
 *
 * @param vendor such as {@code AuthenticAMD}; empty where the system does not tell
 * @param family the vendor's number of the generation; 0 where the system does not tell
 * @param features the instruction sets, such as {@code avx2}
 */
record Cpu(String vendor, int family, Set<String> features) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final Cpu UNKNOWN = new Cpu("", 0, Set.of());

    Cpu {
        features = Set.copyOf(features);
    }

    /** This machine's. */
    static Cpu here() {
        if (!Files.isReadable(CPU_INFO)) {
            return UNKNOWN;
        }
        try {
            return read(Files.readAllLines(CPU_INFO, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /** The first CPU of a listing in the form of Linux. */
    static Cpu read(List<String> lines) {
        Map<String, String> facts = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                facts.putIfAbsent(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        String family = facts.getOrDefault("cpu family", "");
        return new Cpu(
                facts.getOrDefault("vendor_id", ""),
                family.matches("\\d{1,4}") ? Integer.parseInt(family) : 0,
                new HashSet<>(Arrays.asList(facts.getOrDefault("flags", "").split("\\s+"))));
    }

    boolean has(String feature) {
        return features.contains(feature);
    }
}
