package io.gauntlet.arena.parameter;

import io.gauntlet.api.Stencil;

/** Reads the files of masks that parameters name: the arena itself opens none. */
@FunctionalInterface
public interface StencilFiles {
    /** By the name as written. @throws io.gauntlet.arena.InvalidInputException when it cannot be read, with what to do */
    Stencil read(String file);
}
