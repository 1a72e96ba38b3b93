package io.gauntlet.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import io.gauntlet.api.Plugin;

/**
 * The jar files of one plug-in.
 *
 * @param name of the folder, or of the jar without its suffix
 * @param path the folder or jar
 * @param jars sorted by name, at least one
 */
record PluginJars(String name, Path path, List<Path> jars) {
    /** In the manifest of the jar that names the {@link Plugin}: the major version of the API it was built against. */
    static final String API_VERSION = "Gauntlet-Api-Version";

    private static final String SUFFIX = ".jar";
    private static final String SERVICE = "META-INF/services/" + Plugin.class.getName();

    /** The plug-ins below a root: each folder that holds jars, and each jar of the root itself; sorted by name. */
    static List<PluginJars> below(Path root) throws IOException {
        List<PluginJars> found = new ArrayList<>();
        for (Path entry : list(root)) {
            String name = entry.getFileName().toString();
            if (Files.isDirectory(entry)) {
                List<Path> jars = list(entry).stream().filter(PluginJars::isJar).toList();
                if (!jars.isEmpty()) {
                    found.add(new PluginJars(name, entry, jars));
                }
            } else if (isJar(entry)) {
                found.add(new PluginJars(name.substring(0, name.length() - SUFFIX.length()), entry, List.of(entry)));
            }
        }
        return found;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted(
                            Comparator.comparing(path -> path.getFileName().toString()))
                    .toList();
        }
    }

    private static boolean isJar(Path path) {
        return path.getFileName().toString().endsWith(SUFFIX) && Files.isRegularFile(path);
    }

    /** SHA-256 over the name, length and bytes of each jar. */
    String sha() throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        for (Path jar : jars) {
            byte[] file = jar.getFileName().toString().getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(file.length).flip());
            digest.update(file);
            digest.update(
                    ByteBuffer.allocate(Long.BYTES).putLong(Files.size(jar)).flip());
            try (InputStream bytes = Files.newInputStream(jar)) {
                for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
                    digest.update(buffer, 0, n);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * The same jars as they are now, copied: the loader of the copies is not harmed by what becomes of the originals.
     *
     * @throws IOException when they cannot be read, or are written while they are copied
     */
    PluginJars copiedTo(Path folder) throws IOException {
        List<Path> copies = new ArrayList<>();
        for (Path jar : jars) {
            String before = state(jar);
            copies.add(Files.copy(jar, folder.resolve(jar.getFileName())));
            if (!state(jar).equals(before)) {
                throw new IOException(jar.getFileName() + " is being written just now");
            }
        }
        return new PluginJars(name, path, copies);
    }

    private static String state(Path jar) throws IOException {
        return Files.size(jar) + " bytes at " + Files.getLastModifiedTime(jar);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** What the manifest says about the API version, of the jars that name a {@link Plugin}; {@code 1} where it is silent. */
    String apiVersion() throws IOException {
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                Manifest manifest = file.getManifest();
                String version =
                        manifest == null ? null : manifest.getMainAttributes().getValue(API_VERSION);
                if (file.getEntry(SERVICE) != null && version != null) {
                    return version.strip();
                }
            }
        }
        return "1";
    }

    URL[] urls() throws MalformedURLException {
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        return urls;
    }
}
