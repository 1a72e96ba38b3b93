package io.gauntlet.bench.attacks;

/**
 * How an attack is played before it is measured, so that the compiler of the Java machine has done its work by then, as
 * the peers' compiler had when they were installed: on samples that are not measured, one at first and then four times
 * as many as before, until a second is over.
 */
final class Rehearsal {
    /** For the head of a report. */
    static final String IN_WORDS = "each attack is played unmeasured for a second on other samples first, but for those"
            + " that fit to samples beforehand";

    private static final double SECONDS = 1;
    private static final int MOST = 64;
    private static final int GROWTH = 4;

    private final int first;
    private int count;

    /**
     * A rehearsal on the samples before those that are measured, where they suffice, or else after them.
     *
     * @param measuredFirst the position of the first sample that is measured
     * @param measured how many are
     */
    Rehearsal(int measuredFirst, int measured) {
        first = measuredFirst >= MOST ? measuredFirst - MOST : measuredFirst + measured;
    }

    /** Whether another time is due, {@code seconds} after it was begun. */
    boolean goesOn(double seconds) {
        return count == 0 || seconds < SECONDS;
    }

    /** The position of the first sample. */
    int first() {
        return first;
    }

    /** How many samples the next time is played on. */
    int next() {
        count = count == 0 ? 1 : Math.min(MOST, count * GROWTH);
        return count;
    }
}
