package io.gauntlet.runtime.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import io.gauntlet.api.Plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A plug-in of two jars, compiled here: itself, and a library of which another plug-in has another version. */
final class CompiledPlugin {
    private static final String LIBRARY = """
            package library;
            public final class Library {
                public static String version() {
                    return "VERSION";
                }
            }
            """;

    private static final String PLUGIN = """
            package author;
            import java.util.List;
            import io.gauntlet.api.Description;
            import io.gauntlet.api.NoParameters;
            import io.gauntlet.api.Plugin;
            import io.gauntlet.api.transformation.TransformationFactory;
            import library.Library;
            public final class Mine implements Plugin {
                @Override
                public List<TransformationFactory<?>> transformations() {
                    String library = Library.version();
                    Description description =
                            new Description("ID", "1", "with library " + library, List.of(), library);
                    return List.of(new TransformationFactory<>(description, NoParameters.class, none -> {
                        throw new IllegalStateException("never used");
                    }));
                }
            }
            """;

    private CompiledPlugin() {}

    /** Writes the jars into a folder. */
    static void write(Path folder, String id, String version) throws IOException {
        Path work = Files.createTempDirectory("compiled-plugin");
        Path classes = work.resolve("classes");
        compile(
                work,
                classes,
                Map.of("Library", LIBRARY.replace("VERSION", version), "Mine", PLUGIN.replace("ID", id)));
        Files.createDirectories(folder);
        pack(folder.resolve("library.jar"), classes.resolve("library"), "");
        pack(folder.resolve("mine.jar"), classes.resolve("author"), "author.Mine");
    }

    private static void compile(Path work, Path classes, Map<String, String> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> arguments = new ArrayList<>(
                List.of("-d", classes.toString(), "-classpath", System.getProperty("java.class.path"), "-proc:none"));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = work.resolve(source.getKey() + ".java");
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        assertEquals(0, compiler.run(null, null, null, arguments.toArray(String[]::new)));
    }

    private static void pack(Path jar, Path classes, String plugin) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> compiled = Files.list(classes)) {
            for (Path one : compiled.sorted().toList()) {
                add(out, classes.getFileName() + "/" + one.getFileName(), Files.readAllBytes(one));
            }
            if (!plugin.isEmpty()) {
                add(out, "META-INF/services/" + Plugin.class.getName(), plugin.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void add(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(bytes);
        out.closeEntry();
    }
}
