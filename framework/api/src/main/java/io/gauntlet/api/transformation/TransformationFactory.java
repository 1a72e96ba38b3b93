package io.gauntlet.api.transformation;

import java.util.function.Function;

import io.gauntlet.api.Description;
import io.gauntlet.api.Factory;

/**
 * Makes a transformation from its parameters.
 *
 * @param description names and explains it
 * @param parameters the record of its parameters
 * @param create makes one instance; instances must not share mutable state
 */
public record TransformationFactory<P extends Record>(
        Description description, Class<P> parameters, Function<P, Transformation> create) implements Factory<P> {}
