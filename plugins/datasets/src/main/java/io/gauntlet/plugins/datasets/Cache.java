package io.gauntlet.plugins.datasets;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

import io.gauntlet.api.Progress;
import io.gauntlet.api.data.DataUnavailableException;

/** The folder where fetched files are kept raw between runs. Safe for several processes at once. */
final class Cache {
    private final Path folder;

    Cache(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /**
     * The kept file, checked. A damaged one is set aside, reported and counts as absent.
     *
     * @throws DataUnavailableException when a file is there but cannot be read
     */
    Optional<IdxContents> read(IdxFile file, Progress progress) {
        Path kept = folder.resolve(file.name());
        if (!Files.isRegularFile(kept)) {
            return Optional.empty();
        }
        try {
            return Optional.of(DataFolder.read(file, kept));
        } catch (DamagedException e) {
            Path aside = folder.resolve(file.name() + ".damaged");
            try {
                Files.move(kept, aside, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException cannotMove) {
                cannotMove.addSuppressed(e);
                throw new DataUnavailableException(
                        "The kept file " + kept + " is damaged: " + e.getMessage() + ". It could not be set aside ("
                                + reason(cannotMove) + "): delete it, then run again.",
                        cannotMove);
            }
            progress.report(
                    0, "The kept file " + kept + " is damaged: " + e.getMessage() + "; set aside as " + aside + ".");
            return Optional.empty();
        } catch (IOException e) {
            throw new DataUnavailableException(
                    "The kept file " + kept + " cannot be read (" + reason(e)
                            + "): make it readable or delete it, then run again.",
                    e);
        }
    }

    /**
     * Keeps a checked file. It appears under its name only when it is whole.
     *
     * @throws DataUnavailableException when it cannot be written
     */
    void store(IdxFile file, IdxContents contents) {
        try {
            Files.createDirectories(folder);
            Path part = folder.resolve(file.name() + "." + UUID.randomUUID() + ".part");
            try {
                try (OutputStream out = Files.newOutputStream(part)) {
                    out.write(contents.header());
                    out.write(contents.values());
                }
                Files.move(part, folder.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new DataUnavailableException(
                    "The file " + file.name() + " (" + file.length() + " bytes) was fetched but cannot be kept in "
                            + folder + " (" + reason(e)
                            + "): make the folder writable and free enough disk space, then run again.",
                    e);
        }
    }

    /** What went wrong, in a few words: exceptions of file systems often carry only the file's name. */
    static String reason(IOException e) {
        if (e instanceof FileSystemException fault && fault.getReason() != null) {
            return fault.getReason();
        }
        if ((e.getClass() == IOException.class || e instanceof DamagedException) && e.getMessage() != null) {
            return e.getMessage();
        }
        String kind = e.getClass().getSimpleName().replace("Exception", "");
        return e.getMessage() == null ? kind : kind + ": " + e.getMessage();
    }
}
