package io.gauntlet.api;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a person reads about a plug-in, in the CLI, the page and the docs.
 *
 * @param id the name used in specs and addresses: lower-case words joined by hyphens, such as {@code pgd}
 * @param version the version of this algorithm; results of different versions are never mixed
 * @param summary one sentence
 * @param papers references, each with authors, title, year and where possible the algorithm or equation number
 * @param notes cost, known limits and anything a user must know; may be empty
 */
public record Description(String id, String version, String summary, List<String> papers, String notes) {
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** Checks the id. @throws IllegalArgumentException when the id is not lower-case words joined by hyphens */
    public Description {
        Objects.requireNonNull(version);
        Objects.requireNonNull(summary);
        Objects.requireNonNull(notes);
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "The id '" + id + "' must be lower-case words joined by hyphens, such as fast-gradient.");
        }
        papers = List.copyOf(papers);
    }
}
