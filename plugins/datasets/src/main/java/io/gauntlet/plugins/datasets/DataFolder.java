package io.gauntlet.plugins.datasets;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A folder that somebody else filled with idx files, raw or packed by gzip; only read.
 *
 * @param path the folder
 * @param subfolders where in it to look, in this order; "" is the folder itself
 */
record DataFolder(Path path, List<String> subfolders) {
    private static final int BUFFER = 1 << 16;

    /** The first place that has the file under one of its usual names. */
    Optional<Path> find(IdxFile file) {
        for (String subfolder : subfolders) {
            for (String name : names(file)) {
                Path candidate = path.resolve(subfolder).resolve(name);
                if (Files.isRegularFile(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    /** Reads and checks a found file. @throws DamagedException when it is not what it must be */
    static IdxContents read(IdxFile file, Path found) throws IOException {
        try (InputStream in = Files.newInputStream(found)) {
            return found.toString().endsWith(".gz") ? unpack(file, in) : file.read(in);
        }
    }

    /** Reads and checks content packed by gzip. @throws DamagedException when it is not what it must be */
    static IdxContents unpack(IdxFile file, InputStream packed) throws IOException {
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(packed, BUFFER), BUFFER)) {
            return file.read(in);
        } catch (DamagedException e) {
            throw e;
        } catch (ZipException | EOFException e) {
            throw new DamagedException("it cannot be unpacked (" + e.getMessage() + ")", e);
        }
    }

    private static List<String> names(IdxFile file) {
        List<String> names = new ArrayList<>();
        // Some archives were packed by a tool that turned the hyphen into an extension.
        for (String name : List.of(file.name(), file.name().replace("-idx", ".idx"))) {
            names.add(name);
            names.add(name + ".gz");
        }
        return names;
    }
}
