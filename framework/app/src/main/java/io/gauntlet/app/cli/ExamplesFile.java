package io.gauntlet.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.engine.file.Npy;

/** The file that adversarial examples are saved to. */
final class ExamplesFile {
    private final Path file;
    private final String typed;

    private ExamplesFile(Path file, String typed) {
        this.file = file;
        this.typed = typed;
    }

    /** Checks that it can be written, before hours are spent on what to write. @throws InvalidInputException when not */
    static ExamplesFile at(Path file, String typed) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new InvalidInputException("The option --save takes a file, and " + typed + " is a folder.");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new InvalidInputException(
                    "The folder of " + typed + " does not exist: create it, or name another file with --save.");
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new InvalidInputException(typed + " cannot be written: name another file with --save.");
        }
        return new ExamplesFile(file, typed);
    }

    /** Writes it. @throws InvalidInputException when that fails */
    void write(Npy examples) {
        try {
            Files.write(file, examples.bytes());
        } catch (IOException e) {
            throw new InvalidInputException(typed + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
