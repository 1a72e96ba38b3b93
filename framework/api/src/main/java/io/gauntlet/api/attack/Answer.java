package io.gauntlet.api.attack;

/** What the target answered about n candidates. Valid until the next call on the target. */
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

    /** Whether the answer is a success for the candidate's row: accepted, and wrong (or the goal, when targeted). */
    boolean success(int candidate);

    /**
     * A logit, never passed through a softmax.
     *
     * @throws NotGrantedException when only labels are granted
     */
    float logit(int candidate, int label);
}
