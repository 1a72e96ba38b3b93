package io.gauntlet.runtime;

import java.util.Optional;

import io.gauntlet.runtime.work.ModelFile;

/** Finds the files of networks that a spec was read with. */
@FunctionalInterface
public interface ImportedFiles {
    /**
     * The file with these bytes.
     *
     * @param sha256 64 hexadecimal digits
     * @return empty when no such file is known here
     * @throws io.gauntlet.arena.InvalidInputException when it has changed or cannot be read, with what to do
     */
    Optional<ModelFile> find(String sha256);
}
