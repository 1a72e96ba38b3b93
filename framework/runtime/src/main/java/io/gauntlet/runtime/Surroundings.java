package io.gauntlet.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.parameter.CanonicalJson;
import io.gauntlet.engine.backend.Backend;
import io.gauntlet.engine.backend.BackendFacts;
import io.gauntlet.engine.backend.onednn.OneDnn;

/**
 * Where things run: everything about the build and the machine that results may depend on, and that is the same for
 * every process of this build on this machine.
 *
 * @param facts by name
 */
public record Surroundings(Map<String, String> facts) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final String UNKNOWN = "unknown";

    /** Copies the map. */
    public Surroundings {
        facts = Map.copyOf(facts);
    }

    /** Asks the build, the JVM, the system and the backend, which is loaded. */
    public static Surroundings here() {
        Map<String, String> facts = new TreeMap<>(build());
        facts.put("jdk", System.getProperty("java.vendor", UNKNOWN) + " " + Runtime.version());
        facts.put("os", System.getProperty("os.name", UNKNOWN) + " " + System.getProperty("os.arch", UNKNOWN));
        facts.put("cpu", cpu());
        BackendFacts backend = Backend.facts();
        facts.put("backend", backend.backend());
        facts.put("nd4j", backend.version());
        facts.put("blas", backend.blas());
        facts.put("blas-core", backend.blasCore());
        facts.put("onednn", OneDnn.version().orElseGet(() -> Boolean.toString(backend.oneDnn())));
        facts.put("threads", Integer.toString(backend.threads()));
        facts.put("cores", Integer.toString(backend.cores()));
        facts.put("avx2", Boolean.toString(backend.avx2()));
        facts.put("avx512", Boolean.toString(backend.avx512()));
        facts.put("gpu", backend.gpu());
        return new Surroundings(facts);
    }

    /** The build's {@code version}, {@code commit} and whether it was {@code dirty}; unknown where the build was not told. */
    public static Map<String, String> build() {
        Properties properties = new Properties();
        try (InputStream file = Surroundings.class.getResourceAsStream("build.properties")) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The description of the build cannot be read", e);
        }
        Map<String, String> facts = new TreeMap<>();
        for (String name : new String[] {"version", "commit", "dirty"}) {
            facts.put(name, properties.getProperty(name, UNKNOWN));
        }
        return facts;
    }

    private static String cpu() {
        if (!Files.isReadable(CPU_INFO)) {
            return System.getProperty("os.arch", UNKNOWN);
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(UNKNOWN);
        } catch (IOException | UncheckedIOException e) {
            return UNKNOWN;
        }
    }

    /** SHA-256 of the facts, 64 hexadecimal digits. */
    public String hash() {
        return CanonicalJson.sha256(EventCodec.tree(new TreeMap<>(facts)));
    }
}
