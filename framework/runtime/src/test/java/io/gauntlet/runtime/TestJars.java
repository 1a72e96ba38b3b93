package io.gauntlet.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import io.gauntlet.api.Plugin;
import io.gauntlet.runtime.testplugin.BlobsPlugin;

/** Packs the tests' plug-ins into jars. */
public final class TestJars {
    private static final String PACKAGE = BlobsPlugin.class.getPackageName().replace('.', '/');

    private TestJars() {}

    /** A jar of all classes of the tests' plug-ins, whose entry point is one of them. */
    public static void write(Path jar, Class<? extends Plugin> plugin) throws IOException {
        write(jar, plugin, "1");
    }

    /** As above, built against a version of the API. */
    public static void write(Path jar, Class<? extends Plugin> plugin, String api) throws IOException {
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Gauntlet-Api-Version", api);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Path compiled : classes()) {
                add(out, PACKAGE + "/" + compiled.getFileName(), Files.readAllBytes(compiled));
            }
            add(
                    out,
                    "META-INF/services/" + Plugin.class.getName(),
                    plugin.getName().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void add(JarOutputStream out, String name, byte[] bytes) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    private static List<Path> classes() throws IOException {
        try {
            Path root = Path.of(BlobsPlugin.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.list(root.resolve(PACKAGE))) {
                return files.filter(file -> file.toString().endsWith(".class"))
                        .sorted()
                        .toList();
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
