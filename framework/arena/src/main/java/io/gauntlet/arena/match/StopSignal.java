package io.gauntlet.arena.match;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.StoppedException;

/** Tells running work that it must end: the plug-in meets it at its next call of the framework. Safe for use by several threads. */
public final class StopSignal {
    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

    /** Asks the work to end; the first reason stays. */
    public void stop(String why) {
        reason.compareAndSet(null, why);
    }

    /** Whether the work must end. */
    public boolean stopped() {
        return reason.get() != null;
    }

    /** Throws when the work must end. @throws StoppedException with the reason */
    public void check() {
        String why = reason.get();
        if (why != null) {
            throw new StoppedException(why);
        }
    }
}
