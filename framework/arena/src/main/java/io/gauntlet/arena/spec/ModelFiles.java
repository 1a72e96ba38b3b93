package io.gauntlet.arena.spec;

import io.gauntlet.arena.InvalidInputException;

/** Finds the files of networks that a spec names: the arena itself opens none. */
@FunctionalInterface
public interface ModelFiles {
    /** For specs that come from elsewhere, whose authors have no business with the files of this machine. */
    ModelFiles NONE = file -> {
        throw new InvalidInputException(
                "This spec did not come from a file here, so it cannot name the file of a model: put"
                        + " spec and model into a folder and type `./gauntlet run` there.");
    };

    /**
     * The SHA-256 of a file's bytes.
     *
     * @param file as written in the spec: absolute, or relative to the folder of the spec
     * @return 64 hexadecimal digits
     * @throws InvalidInputException when it cannot be read, with what to do
     */
    String sha256(String file);
}
