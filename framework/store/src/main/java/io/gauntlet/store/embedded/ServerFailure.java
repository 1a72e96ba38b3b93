package io.gauntlet.store.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** The server cannot be installed, started or stopped; the message is one sentence that says what to do. */
public final class ServerFailure extends Exception {
    ServerFailure(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    /** Tells a full disk, a folder that may not be written and other faults apart. */
    static ServerFailure of(IOException e, Path folder) {
        String text = String.valueOf(e.getMessage());
        if (saysDiskFull(text)) {
            return diskFull(folder, e);
        }
        if (e instanceof FileAlreadyExistsException
                || e instanceof NotDirectoryException
                || text.contains("Not a directory")) {
            return new ServerFailure(
                    "The data folder " + folder + " is a file or lies below one: choose another folder.", e);
        }
        if (e instanceof AccessDeniedException
                || text.contains("Permission denied")
                || text.contains("Read-only file system")) {
            return new ServerFailure(
                    "The data folder " + folder + " cannot be written by this user (" + text
                            + "): make it writable or choose another folder.",
                    e);
        }
        return new ServerFailure("The data folder " + folder + " cannot be used: " + e + ".", e);
    }

    static ServerFailure diskFull(Path folder, @Nullable Throwable cause) {
        return new ServerFailure(
                "The disk that holds the data folder " + folder
                        + " is full: free some space, then start again; nothing that was stored is lost.",
                cause);
    }

    static boolean saysDiskFull(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("no space left on device") || lower.contains("disk quota exceeded");
    }
}
