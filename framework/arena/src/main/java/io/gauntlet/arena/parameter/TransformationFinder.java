package io.gauntlet.arena.parameter;

import io.gauntlet.api.transformation.TransformationFactory;

/** Finds the transformations that parameters name. */
@FunctionalInterface
public interface TransformationFinder {
    /** By id. @throws io.gauntlet.arena.InvalidInputException when there is none, with the nearest id */
    TransformationFactory<?> find(String id);
}
