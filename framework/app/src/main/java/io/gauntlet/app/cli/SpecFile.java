package io.gauntlet.app.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.spec.ModelFiles;
import io.gauntlet.arena.spec.SpecReader;
import io.gauntlet.arena.spec.TournamentSpec;

/** Reads the file of a spec. */
final class SpecFile {
    private static final long LARGEST = 1 << 20;

    private SpecFile() {}

    /** Reads and checks it. @throws InvalidInputException when it is not there or something in it is wrong */
    static TournamentSpec read(Path file, String typed, Catalog catalog, ModelFiles models, Optional<Long> seed) {
        TournamentSpec spec = SpecReader.read(text(file, typed), typed, catalog, models);
        return seed.map(spec::withSeed).orElse(spec);
    }

    private static String text(Path file, String typed) {
        try {
            if (Files.isDirectory(file)) {
                throw new InvalidInputException(typed + " is a folder: name the YAML file of a tournament.");
            }
            if (Files.size(file) > LARGEST) {
                throw new InvalidInputException(typed + " is larger than 1 MiB, the most a spec may be.");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new InvalidInputException(
                    "There is no file " + typed + ": name the YAML file of a tournament, such as"
                            + " examples/tournaments/mnist-quick.yaml.",
                    e);
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(typed + " is not text in UTF-8: save it as such.", e);
        } catch (IOException e) {
            throw new InvalidInputException(typed + " cannot be read: make it readable.", e);
        }
    }
}
