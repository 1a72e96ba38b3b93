package io.gauntlet.app.cli;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

import org.slf4j.LoggerFactory;

import io.gauntlet.api.data.DataUnavailableException;
import io.gauntlet.app.http.ServerFailure;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.event.UnreadableEventException;
import io.gauntlet.engine.backend.BackendRefusedException;
import io.gauntlet.engine.backend.OffHeapLimitException;
import io.gauntlet.runtime.GauntletFailure;
import io.gauntlet.store.StoreException;

/** Says what went wrong in a sentence for a person, and with which status to end. */
final class Faults {
    private Faults() {}

    /** Prints the sentence; the stack trace too when it is asked for. */
    static int report(Surroundings surroundings, Throwable failure, boolean debug) {
        surroundings.err().println(sentence(failure));
        if (debug) {
            failure.printStackTrace(surroundings.err());
        } else {
            LoggerFactory.getLogger(Faults.class).info("A command failed", failure);
        }
        return mistake(failure) ? ExitStatus.MISTAKE : ExitStatus.FAILED;
    }

    private static boolean mistake(Throwable failure) {
        return failure instanceof InvalidInputException || failure instanceof BackendRefusedException;
    }

    private static String sentence(Throwable failure) {
        Optional<OffHeapLimitException> limit = OffHeapLimitException.in(failure);
        if (limit.isPresent()) {
            return Objects.requireNonNullElse(limit.get().getMessage(), "There is too little memory.");
        }
        if (failure instanceof InvalidInputException
                || failure instanceof BackendRefusedException
                || failure instanceof StoreException
                || failure instanceof DataUnavailableException
                || failure instanceof GauntletFailure
                || failure instanceof ServerFailure
                || failure instanceof UnreadableEventException) {
            return Objects.requireNonNullElse(failure.getMessage(), "Something failed.");
        }
        if (failure instanceof OutOfMemoryError) {
            return "There is too little memory: run again with fewer --workers, or with more Java memory, such as"
                    + " GAUNTLET_HEAP=4g.";
        }
        Optional<String> disk = full(failure);
        if (disk.isPresent()) {
            return disk.get();
        }
        if (failure instanceof InterruptedException) {
            return "The command was interrupted; nothing that was stored is lost.";
        }
        return "Gauntlet met a fault of its own (" + failure.getClass().getSimpleName()
                + "); nothing that was stored is lost. Run the command again with --debug to see where, and report it.";
    }

    /** A full disk comes in many wrappings. */
    private static Optional<String> full(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = Objects.requireNonNullElse(cause.getMessage(), "");
            if (cause instanceof IOException && message.contains("No space left on device")) {
                return Optional.of("The disk is full: free some space, then run the command again; nothing that was"
                        + " stored is lost.");
            }
        }
        return Optional.empty();
    }
}
