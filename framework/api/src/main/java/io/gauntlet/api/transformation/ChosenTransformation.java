package io.gauntlet.api.transformation;

/**
 * A transformation that a parameter of another plug-in names, with its own parameters: an attack, a defense or a
 * transformation that works with any transformations declares a component {@code List<ChosenTransformation<?>>}. In
 * specs each is written as among the tournament's transformations: an id, or a mapping of {@code transformation} and
 * {@code params}.
 *
 * @param factory what makes it
 * @param parameters all its parameters
 * @param <P> the record of its parameters
 */
public record ChosenTransformation<P extends Record>(TransformationFactory<P> factory, P parameters) {
    /** The transformation's id. */
    public String id() {
        return factory.description().id();
    }

    /** Makes an instance. */
    public Transformation create() {
        return factory.create().apply(parameters);
    }
}
