package io.gauntlet.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import io.gauntlet.bench.BenchException;

/** The option {@code --json FILE} that all benchmarks have. */
public final class ReportFile {
    private @Nullable Path file;

    /** Set by the command line. */
    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures into a file as well.")
    void file(Path given) {
        file = given;
    }

    /** Checks that the file can be written, before time is spent. @throws BenchException when it cannot */
    public void check() {
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw BenchException.mistake("The folder " + folder + " of --json does not exist: create it first.");
        }
    }

    /** Writes the report if a file was named. */
    public void write(Report report) {
        if (file != null) {
            try {
                Files.writeString(file, report.json() + "\n");
            } catch (IOException e) {
                throw BenchException.failure("The file " + file + " of --json cannot be written.");
            }
        }
    }
}
