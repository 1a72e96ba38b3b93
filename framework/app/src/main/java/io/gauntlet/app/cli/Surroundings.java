package io.gauntlet.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a command finds around it.
 *
 * @param out for results
 * @param err for everything else
 * @param environment the environment variables
 * @param terminal whether a person watches: progress bars rather than lines
 * @param home the folder of the distribution, which holds the stock plug-ins
 * @param folder the working folder
 */
public record Surroundings(
        PrintWriter out,
        PrintWriter err,
        Map<String, String> environment,
        boolean terminal,
        Optional<Path> home,
        Path folder) {
    /** Tables are made for this many columns. */
    public static final int WIDTH = 80;

    /** An environment variable; empty when it is not set or empty. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** A path as the user typed it. */
    Path path(String typed) {
        return folder.resolve(typed);
    }
}
