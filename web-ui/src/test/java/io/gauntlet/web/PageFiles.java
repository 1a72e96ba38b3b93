package io.gauntlet.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The page's files by the paths at which the server gives them out. */
final class PageFiles {
    private static final String ROOT = "webroot";
    private static final Path SOURCES = Path.of("src", "main", "resources", ROOT);
    private static final String LIBRARIES = "META-INF/resources/_static";
    private static final String LIB = "/lib/";

    private PageFiles() {}

    /** The text at a path such as {@code /app/main.js} or {@code /lib/lit/…}; empty when nothing is there. */
    static Optional<String> read(String path) {
        String resource = path.startsWith(LIB) ? LIBRARIES + "/" + path.substring(LIB.length()) : ROOT + path;
        try (InputStream in = PageFiles.class.getClassLoader().getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The paths of the page's own files with an ending, from the sources: the class path may still hold what was deleted
     * since the last clean build.
     */
    static List<String> own(String ending) {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> "/" + SOURCES.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> path.endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
