package io.gauntlet.api;

import java.util.Set;

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

    /**
     * The other plug-ins that it is made of under these parameters, each as {@code kind/id}, such as {@code attack/apgd}
     * or {@code transformation/rotate}: the record names them with their versions and jars, and a revocation of one
     * reaches what this one did. Only the direct ones; none by default.
     */
    default Set<String> uses(P parameters) {
        return Set.of();
    }
}
