package io.gauntlet.runtime.work;

import java.util.Optional;

import io.gauntlet.api.StoppedException;
import io.gauntlet.engine.backend.OffHeapLimitException;
import io.gauntlet.runtime.compute.TimedOutException;
import io.gauntlet.runtime.plugin.LoadedPlugins;

/** Says in a sentence what went wrong in plug-in code, and whose code it was. */
public final class Faults {
    static final String ATTACK = "attack";
    static final String DEFENSE = "defense";
    static final String FRAMEWORK = "framework";

    private static final int LONGEST = 500;

    private Faults() {}

    /** The cause recorded of a forfeit. */
    static String cause(Throwable failure) {
        if (failure instanceof TimedOutException) {
            return "timeout";
        }
        return failure instanceof StoppedException ? "stopped" : "exception";
    }

    /** What went wrong, with the place in the plug-in's code. */
    public static String sentence(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof TimedOutException || failure instanceof StoppedException) {
            return cut(message);
        }
        String place = place(failure).map(at -> " (at " + at + ")").orElse("");
        return cut(failure.getClass().getSimpleName() + ": " + message) + place;
    }

    private static Optional<String> place(Throwable failure) {
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (LoadedPlugins.origin(new StackTraceElement[] {frame}).isPresent()) {
                return Optional.of(frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber());
            }
        }
        return Optional.empty();
    }

    /** JSON text in the record holds no NUL, and nobody reads a page of it. */
    private static String cut(String text) {
        String clean = text.replace('\0', ' ');
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
    }

    /**
     * Whose code threw while a match was played: the innermost plug-in frame decides; without one it was the
     * framework's own.
     */
    static String blame(Throwable failure, ClassLoader attack, ClassLoader defense) {
        Optional<String> origin = LoadedPlugins.origin(failure.getStackTrace());
        if (origin.isEmpty()) {
            return FRAMEWORK;
        }
        boolean ofAttack = origin.get().equals(attack.getName());
        return !ofAttack && origin.get().equals(defense.getName()) ? DEFENSE : ATTACK;
    }

    /** What was thrown, as something that can be thrown anywhere. */
    static RuntimeException unchecked(Throwable failure) {
        Optional<OffHeapLimitException> limit = OffHeapLimitException.in(failure);
        if (limit.isPresent()) {
            return limit.get();
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException(failure.getMessage(), failure);
    }
}
