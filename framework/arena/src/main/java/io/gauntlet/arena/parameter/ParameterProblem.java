package io.gauntlet.arena.parameter;

/**
 * One thing that is wrong with parameters given.
 *
 * @param parameter the name as it was given, or the one that is missing, with the place inside of its value where it has
 *     parts, such as {@code transformations[0].params.degrees}; empty when parameters do not fit together
 * @param sentence says what was given and what is allowed
 */
public record ParameterProblem(String parameter, String sentence) {}
