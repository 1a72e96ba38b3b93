package io.gauntlet.arena.parameter;

/**
 * What a person reads about one parameter.
 *
 * @param name the name in specs, such as {@code relative-step}
 * @param type a few words: {@code whole number}, {@code number}, {@code true or false}, {@code text}, {@code choice} or
 *     {@code list of numbers}
 * @param defaultValue the default as it would be written in a spec; empty when the user must give the parameter
 * @param range what is allowed, such as {@code 1 to 1000} or {@code linf, l2}; empty when everything is
 * @param doc what it means, with its unit
 */
public record ParameterHelp(String name, String type, String defaultValue, String range, String doc) {}
