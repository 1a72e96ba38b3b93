package io.gauntlet.runtime.compute;

/** Plug-in code took longer than it may. */
public final class TimedOutException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean abandoned;

    TimedOutException(String sentence, boolean abandoned) {
        super(sentence);
        this.abandoned = abandoned;
    }

    /** Whether the code still runs, on a thread that nobody waits for: what it uses must not be reused or freed. */
    public boolean abandoned() {
        return abandoned;
    }
}
