package io.gauntlet.app.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.runtime.GauntletFailure;

/** What is wrong with a file that the user named. */
final class FileFaults {
    private FileFaults() {}

    /** @param what was to be done to it: {@code read} or {@code written} */
    static RuntimeException of(String typed, String what, IOException fault) {
        if (fault instanceof NoSuchFileException || fault instanceof AccessDeniedException) {
            String why = fault instanceof AccessDeniedException
                    ? "you may not"
                    : what.equals("read") ? "there is no such file" : "its folder does not exist";
            return new InvalidInputException(typed + " cannot be " + what + ": " + why + ". Name another file.", fault);
        }
        return new GauntletFailure(
                typed + " cannot be " + what + " (" + fault.getMessage() + "): look after its disk, then try again.",
                fault);
    }
}
