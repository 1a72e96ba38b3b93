package io.gauntlet.api.attack;

/**
 * What the target answered about n candidates. Valid until the next call on the target.
 *
 * <p>A randomised model answers by one draw, and one draw may be luck. What {@link #success} tells is therefore asked of
 * further draws, when it or {@link #share} is first called: each is a query of the candidate's row. Searches that only
 * want to know what one draw said, of many candidates, compare {@link #label} themselves.
 */
public interface Answer {
    /** The number of candidates. */
    int size();

    /** The row that paid for a candidate, or -1. */
    int owner(int candidate);

    /** Whether there is an answer: false for skipped candidates and for rows out of budget. */
    boolean paid(int candidate);

    /** The predicted class, or -1 without an answer. */
    int label(int candidate);

    /** Whether the defended model accepted the candidate; models without a detector always do. */
    boolean accepted(int candidate);

    /**
     * Whether the answer is a success for the candidate's row: accepted, and wrong (or the goal, when targeted). Of a
     * randomised model it must be so in all of the 100 draws that the referee makes, or, for a minimum-norm attack, surely
     * in more than half of them.
     */
    boolean success(int candidate);

    /** The share of the draws asked in which the candidate was a success: 0 or 1 for models without randomness. */
    default float share(int candidate) {
        return success(candidate) ? 1 : 0;
    }

    /**
     * A logit, never passed through a softmax.
     *
     * @throws NotGrantedException when only labels are granted
     */
    float logit(int candidate, int label);
}
