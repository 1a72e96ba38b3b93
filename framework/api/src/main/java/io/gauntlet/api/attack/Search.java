package io.gauntlet.api.attack;

/** A search in progress, over the rows of one block. Called by one thread. */
public interface Search {
    /**
     * Prepares rows that have just been admitted or restarted: set every value of their state. Rows are numbered from 0
     * to {@link Rows#live()} - 1.
     */
    void admit(int[] rows);

    /** Does one iteration over all live rows: ask the target, offer what it answered, move on. */
    void step();
}
