package io.gauntlet.arena.catalog;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.parameter.ParameterChanges;

/**
 * How a plug-in differs from another version of it.
 *
 * @param before its version then
 * @param jarBefore SHA-256 of the jar files it was loaded from then
 * @param now what is loaded
 * @param parameters a phrase for each parameter that changed, as {@link ParameterChanges} words them; null when the
 *     parameters of then are not known
 */
public record VersionChange(
        String before,
        String jarBefore,
        Registered now,
        @Nullable List<String> parameters) {
    private static final int DIGITS = 12;

    /** Copies the list. */
    public VersionChange {
        parameters = parameters == null ? null : List.copyOf(parameters);
    }

    /** Between a version as the record names it, with the schema of its parameters if that is known, and one that is loaded. */
    public static VersionChange of(String before, String jarBefore, @Nullable JsonNode schema, Registered now) {
        return new VersionChange(
                before,
                jarBefore,
                now,
                schema == null
                        ? null
                        : ParameterChanges.between(schema, now.parameters().jsonSchema()));
    }

    /** Whether nothing that people chose differs: neither the version nor the parameters. */
    public boolean jarsOnly() {
        return before.equals(now.version()) && parameters != null && parameters.isEmpty();
    }

    /** What differs, to stand in brackets. */
    public String words() {
        String version = before.equals(now.version())
                ? "version " + before + " as before"
                : "version " + now.version() + " after " + before;
        String known = parameterWords();
        return "its jars were " + digits(jarBefore) + " and are " + digits(now.jarSha()) + ", " + version
                + (known.isEmpty() ? "" : "; " + known);
    }

    /** What differs between the parameters; empty when that is not known. */
    public String parameterWords() {
        if (parameters == null) {
            return "";
        }
        return parameters.isEmpty() ? "the same parameters" : "parameters: " + String.join("; ", parameters);
    }

    private static String digits(String jar) {
        return jar.substring(0, Math.min(DIGITS, jar.length()));
    }
}
