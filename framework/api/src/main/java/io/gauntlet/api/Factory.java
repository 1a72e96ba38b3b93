package io.gauntlet.api;

/**
 * What the framework needs to know of anything a plug-in brings: how to describe it and which parameters it takes.
 *
 * @param <P> the record of its parameters; each component carries {@link Param}
 */
public interface Factory<P extends Record> {
    /** Names and explains it. */
    Description description();

    /** The record whose components are its parameters. */
    Class<P> parameters();
}
