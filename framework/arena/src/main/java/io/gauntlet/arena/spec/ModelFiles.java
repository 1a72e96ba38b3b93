package io.gauntlet.arena.spec;

import io.gauntlet.api.Stencil;
import io.gauntlet.arena.InvalidInputException;

/** Finds the files of networks and masks that a spec names: the arena itself opens none. */
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

    /**
     * A mask that a parameter names.
     *
     * @param file as written in the spec: absolute, or relative to the folder of the spec
     * @throws InvalidInputException when it cannot be read, with what to do; always, unless the spec is a file here
     */
    default Stencil mask(String file) {
        throw new InvalidInputException("This spec did not come from a file here, so it cannot name the file of a mask:"
                + " put spec and mask into a folder and type `./gauntlet run` there, or write the mask itself, as the plan"
                + " of such a run shows it.");
    }
}
