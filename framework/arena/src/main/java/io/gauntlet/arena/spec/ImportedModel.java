package io.gauntlet.arena.spec;

import java.util.regex.Pattern;

import io.gauntlet.arena.InvalidInputException;

/**
 * A network of the user's that a defender sits on.
 *
 * @param file its name as written in the spec, for people
 * @param sha256 SHA-256 of its bytes, 64 hexadecimal digits: what identifies it
 */
public record ImportedModel(String file, String sha256) {
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{64}");

    /** Checks the hash. @throws InvalidInputException when it is none */
    public ImportedModel {
        if (!SHA.matcher(sha256).matches()) {
            throw new InvalidInputException("'" + sha256 + "' is not the SHA-256 of a model's file.");
        }
    }

    /** The file's name without folders. */
    public String name() {
        return name(file);
    }

    static String name(String file) {
        return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    }
}
