package io.gauntlet.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import io.gauntlet.e2e.plugin.BlobsPlugin;

/** Packs the compiled package {@code plugin} into a jar, with equal bytes each time. */
final class TestPlugin {
    private TestPlugin() {}

    /** Writes the jar into a plug-in folder of its own below {@code root}. */
    static void install(Path root) throws IOException {
        install(root, "1");
    }

    /** @param version of the attack {@code inverts}; 1 has a bug */
    static void install(Path root, String version) throws IOException {
        Path folder = Files.createDirectories(root.resolve("blobs"));
        Path classes;
        try {
            URI location = BlobsPlugin.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            classes = Path.of(location);
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        String plugin = BlobsPlugin.class.getPackageName().replace('.', '/');
        try (OutputStream out = Files.newOutputStream(folder.resolve("blobs.jar"));
                JarOutputStream jar = new JarOutputStream(out)) {
            add(jar, "META-INF/services/io.gauntlet.api.Plugin", BlobsPlugin.class.getName());
            if (!version.equals("1")) {
                add(jar, plugin + "/version.txt", version);
            }
            for (Path file : list(classes.resolve(plugin))) {
                try (InputStream in = Files.newInputStream(file)) {
                    add(jar, plugin + "/" + file.getFileName(), in.readAllBytes());
                }
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void add(JarOutputStream jar, String name, String text) throws IOException {
        add(jar, name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        jar.putNextEntry(entry);
        jar.write(bytes);
        jar.closeEntry();
    }
}
