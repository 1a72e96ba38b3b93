package io.gauntlet.api.data;

import java.util.function.Function;

import io.gauntlet.api.Description;
import io.gauntlet.api.Factory;

/**
 * Makes a data set from its parameters.
 *
 * @param description names and explains it, with its licence
 * @param parameters the record of its parameters
 * @param create makes one instance
 */
public record DataSetFactory<P extends Record>(
        Description description, Class<P> parameters, Function<P, DataSet> create) implements Factory<P> {}
