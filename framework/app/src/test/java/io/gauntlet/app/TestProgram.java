package io.gauntlet.app;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Plugin;
import io.gauntlet.app.cli.CommandLineProgram;
import io.gauntlet.app.cli.Surroundings;
import io.gauntlet.app.testplugin.DotsPlugin;
import io.gauntlet.store.embedded.EmbeddedPostgres;
import io.gauntlet.store.embedded.ServerFailure;

/** Runs the program in this process, with the tests' plug-in, on one embedded server for all tests. */
public final class TestProgram {
    private static @Nullable EmbeddedPostgres server;
    private static @Nullable Path home;

    /** What a command printed and with which status it ended. */
    public record Result(int status, String out, String err) {}

    private final Path folder;
    private @Nullable Path own;
    private final Map<String, String> environment = new HashMap<>();

    /** In a working folder of its own, without a database. */
    public TestProgram(Path folder) {
        this.folder = folder;
        environment.put("GAUNTLET_CACHE", folder.resolve("cache").toString());
    }

    /** Uses a distribution of its own, with the tests' plug-in or a later version of it. */
    public TestProgram withPlugin(boolean changed) throws IOException {
        Path home = folder.resolve(changed ? "home-changed" : "home").toAbsolutePath();
        Files.createDirectories(home.resolve("plugins/dots"));
        jar(home.resolve("plugins/dots/dots.jar"), changed);
        own = home;
        return this;
    }

    /** The folder of this program's plug-ins. */
    public Path ownPlugins() throws IOException {
        return (own == null ? home() : own).resolve("plugins");
    }

    /** Sets an environment variable. */
    public TestProgram with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Uses an empty database of this name on the tests' server. */
    public TestProgram withDatabase(String name) {
        try (Connection connection = DriverManager.getConnection(
                        server().url("postgres"), EmbeddedPostgres.USER, server().password());
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return with("GAUNTLET_DATABASE_URL", server().url(name))
                .with("GAUNTLET_DATABASE_USER", EmbeddedPostgres.USER)
                .with("GAUNTLET_DATABASE_PASSWORD", server().password());
    }

    /** Writes a file into the working folder. */
    public TestProgram write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return this;
    }

    /** An environment variable as set here. */
    public String variable(String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set.");
        }
        return value;
    }

    /** The folder of the tests' plug-ins. */
    public static Path plugins() throws IOException {
        return home().resolve("plugins");
    }

    /** Runs a command. */
    public Result run(String... args) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = CommandLineProgram.run(
                new Surroundings(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        environment,
                        false,
                        Optional.of(own == null ? home() : own),
                        folder),
                args);
        return new Result(status, out.toString(), err.toString());
    }

    /** The tests' server. */
    public static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                EmbeddedPostgres started = EmbeddedPostgres.open(Path.of("target", "test-server"));
                Runtime.getRuntime().addShutdownHook(new Thread(started::close));
                server = started;
            } catch (ServerFailure e) {
                throw new IllegalStateException(e);
            }
        }
        return server;
    }

    /** A distribution with the tests' plug-in alone. */
    private static synchronized Path home() throws IOException {
        if (home == null) {
            Path fresh = Path.of("target", "test-distribution").toAbsolutePath();
            Files.createDirectories(fresh.resolve("plugins/dots"));
            jar(fresh.resolve("plugins/dots/dots.jar"), false);
            home = fresh;
        }
        return home;
    }

    private static void jar(Path jar, boolean changed) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        String inner = DotsPlugin.class.getPackageName().replace('.', '/');
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Path compiled : classes(inner)) {
                add(out, inner + "/" + compiled.getFileName(), Files.readAllBytes(compiled));
            }
            if (changed) {
                add(out, inner + "/" + DotsPlugin.CHANGED, new byte[0]);
            }
            add(
                    out,
                    "META-INF/services/" + Plugin.class.getName(),
                    DotsPlugin.class.getName().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void add(JarOutputStream out, String name, byte[] bytes) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    private static List<Path> classes(String inner) throws IOException {
        try {
            Path root = Path.of(DotsPlugin.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            List<Path> classes = new ArrayList<>();
            try (Stream<Path> files = Files.list(root.resolve(inner))) {
                files.filter(file -> file.toString().endsWith(".class"))
                        .sorted()
                        .forEach(classes::add);
            }
            return classes;
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
