package io.gauntlet.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/** A tournament of a second, played once for all tests that look at one. */
public final class TinyTournament {
    /** Its spec. */
    public static final String SPEC = """
            name: tiny
            seed: 3
            data-set: dots
            samples: 12
            architecture: mlp
            defenders:
              - defense: plain
            attackers:
              - attack: darken
              - attack: darken
                label: darken-half
                params: {share: 0.5}
            threat-models:
              - norm: linf
                epsilon: 0.3
            slice: 6
            """;

    private static @Nullable TestProgram program;
    private static TestProgram.@Nullable Result result;

    private TinyTournament() {}

    /** The program in whose database it was played. */
    public static synchronized TestProgram played() throws IOException {
        if (program == null) {
            Path folder = Files.createDirectories(Path.of("target", "tiny-tournament"));
            TestProgram fresh = new TestProgram(folder).withDatabase("app_tiny").write("tiny.yaml", SPEC);
            result = fresh.run("run", "tiny.yaml", "--workers", "2");
            program = fresh;
        }
        return program;
    }

    /** What playing it printed. */
    public static synchronized TestProgram.Result result() throws IOException {
        played();
        if (result == null) {
            throw new IllegalStateException("It was not played.");
        }
        return result;
    }
}
