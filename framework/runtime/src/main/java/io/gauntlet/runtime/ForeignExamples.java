package io.gauntlet.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.engine.file.DamagedFileException;
import io.gauntlet.engine.file.Npy;

/**
 * Examples from an npy file.
 *
 * @param shape {@code [n, shape of a sample...]}
 * @param values example after example
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ForeignExamples(long[] shape, float[] values) {
    /** Reads a file. @throws InvalidInputException when it cannot be read or holds something else */
    static ForeignExamples read(Path file) {
        try {
            Npy array = Npy.read(Files.readAllBytes(file), file.toString());
            if (array.shape().length < 2) {
                throw new InvalidInputException(file + " holds an array of " + array.shape().length
                        + " dimensions; examples have at least two.");
            }
            return new ForeignExamples(array.shape(), array.floats());
        } catch (NoSuchFileException e) {
            throw new InvalidInputException("There is no file " + file + ".", e);
        } catch (DamagedFileException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new InvalidInputException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
