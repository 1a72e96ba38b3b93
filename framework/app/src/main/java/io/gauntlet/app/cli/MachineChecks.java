package io.gauntlet.app.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.sun.management.OperatingSystemMXBean;

import io.gauntlet.app.text.Numbers;
import io.gauntlet.engine.backend.Backend;
import io.gauntlet.engine.backend.BackendFacts;
import io.gauntlet.engine.backend.BackendRefusedException;
import io.gauntlet.engine.backend.onednn.OneDnn;

/** What the doctor finds about the machine, the virtual machine and ND4J. */
final class MachineChecks {
    private static final int OLDEST_JAVA = 17;
    private static final long LEAST_MEMORY = 3L << 30;
    private static final long LEAST_ARRAYS = 1L << 29;
    private static final long LEAST_DISK = 2L << 30;
    /** OpenBLAS's names of CPUs without AVX2, as which it takes those that it does not know. */
    private static final List<String> OLD_CORES =
            List.of("Prescott", "Core2", "Nehalem", "Barcelona", "Sandybridge", "unknown");

    private MachineChecks() {}

    static List<Finding> all(GauntletCommand command) {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.addAll(backend());
        findings.add(memory());
        findings.add(disk("data folder", command.dataFolder()));
        findings.add(disk("cache", command.cache()));
        return findings;
    }

    private static Finding java() {
        return Finding.of(
                "Java",
                Runtime.version() + " (" + System.getProperty("java.vendor", "unknown") + ")",
                Runtime.version().feature() >= OLDEST_JAVA,
                "install a JDK 17 or newer.");
    }

    private static String oneDnn(BackendFacts facts) {
        return OneDnn.version()
                .map(version -> ", oneDNN " + version)
                .orElse(facts.oneDnn() ? ", oneDNN through ND4J alone" : ", without oneDNN");
    }

    private static List<Finding> backend() {
        BackendFacts facts;
        try {
            facts = Backend.facts();
        } catch (BackendRefusedException e) {
            return List.of(Finding.look("ND4J", "is not loaded", String.valueOf(e.getMessage())));
        } catch (RuntimeException | LinkageError e) {
            return List.of(Finding.look(
                    "ND4J",
                    "does not load: " + e.getMessage(),
                    "start Gauntlet by its launcher on Linux x86-64, and see that ~/.javacpp can be written."));
        }
        String features = facts.avx512() ? "AVX2, AVX-512" : facts.avx2() ? "AVX2" : "neither AVX2 nor AVX-512";
        boolean slowCore = facts.avx2() && OLD_CORES.contains(facts.blasCore());
        boolean cpu = facts.backend().equals("CPU");
        return List.of(
                Finding.of(
                        "CPU",
                        facts.cores() + " cores, " + features,
                        facts.avx2(),
                        "expect everything to be slow: training and attacks are made for CPUs with AVX2."),
                Finding.of(
                        "BLAS core",
                        facts.blas() + ", " + facts.blasCore(),
                        !slowCore,
                        "set OPENBLAS_CORETYPE to a kind of CPU that OpenBLAS knows, such as Haswell."),
                Finding.of(
                        "ND4J backend",
                        facts.backend() + " " + facts.version() + oneDnn(facts),
                        facts.oneDnn() || !cpu,
                        "build with the oneDNN classifier of nd4j-native; convolutions are ten times slower without."),
                Finding.of(
                        "threads",
                        facts.threads() + " for each operation",
                        facts.threads() == 1,
                        "set OMP_NUM_THREADS=1: results depend on it."),
                Finding.fine("GPU", facts.gpu()),
                Finding.of(
                        "arrays",
                        Numbers.size(facts.memoryUsed()) + " of at most " + Numbers.size(facts.memoryLimit()),
                        facts.memoryLimit() >= LEAST_ARRAYS,
                        "allow arrays more memory, such as GAUNTLET_MEMORY=1g."));
    }

    private static Finding memory() {
        long heap = Runtime.getRuntime().maxMemory();
        long machine = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
        return Finding.of(
                "memory",
                Numbers.size(heap) + " for Java, of " + Numbers.size(machine),
                machine >= LEAST_MEMORY,
                "run with fewer --workers: there is little memory on this machine.");
    }

    private static Finding disk(String what, Path folder) {
        Path existing = folder.toAbsolutePath().normalize();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            long free = Files.getFileStore(existing).getUsableSpace();
            if (!Files.isWritable(existing)) {
                return Finding.look(what, existing + " cannot be written", "make it writable, or name another folder.");
            }
            return Finding.of(
                    what,
                    folder + ", " + Numbers.size(free) + " free",
                    free >= LEAST_DISK,
                    "free some space: less than " + Numbers.size(LEAST_DISK) + " is left.");
        } catch (IOException e) {
            return Finding.look(what, folder + " cannot be looked at", "name another folder.");
        }
    }
}
