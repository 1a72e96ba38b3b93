package io.gauntlet.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one parameter: a component of the record that a factory names. JSON Schema, command line help, the form
 * in the page, validation messages and the canonical configuration are all derived from it.
 *
 * <p>A component is an {@code int}, {@code long}, {@code float}, {@code double}, {@code boolean}, {@code String}, a
 * {@link Stencil}, an enum (written in lower case with hyphens), a {@code List} of one of these boxed, or a
 * {@code List<ChosenTransformation<?>>}, for plug-ins that work with transformations of the user's choice. Conditions that involve several
 * components belong in the record's compact constructor, which throws {@link IllegalArgumentException} with one clear
 * sentence.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Param {
    /** What it means, with its unit. */
    String value();

    /** The default as it would be written in a spec; none means that the user must give the parameter. */
    String defaultValue() default REQUIRED;

    /** The least value allowed, inclusive; for strings and lists the least length. */
    double min() default Double.NEGATIVE_INFINITY;

    /** The greatest value allowed, inclusive; for strings and lists the greatest length. */
    double max() default Double.POSITIVE_INFINITY;

    /** Marks a parameter without a default. */
    String REQUIRED = "\u0000required";
}
