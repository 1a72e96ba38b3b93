package io.gauntlet.runtime.record;

/** Hears how far a check of the record is. Called from several threads, one at a time. */
public interface CheckListener {
    /** Wants to hear nothing. */
    CheckListener DEAF = new CheckListener() {
        @Override
        public void artifacts(long checked) {}

        @Override
        public void matches(int over, int matches, String last) {}
    };

    /** How many artifacts were checked so far. */
    void artifacts(long checked);

    /**
     * How many matches were re-scored so far.
     *
     * @param over that many
     * @param matches of so many
     * @param last the one that was re-scored last, in words
     */
    void matches(int over, int matches, String last);
}
