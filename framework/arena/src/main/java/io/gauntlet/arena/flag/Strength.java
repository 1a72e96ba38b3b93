package io.gauntlet.arena.flag;

/** What an attack asked of the target in a cell: counted by the meter, not declared. */
enum Strength {
    /** More than one gradient of some sample. */
    ITERATIVE,
    /** One gradient of a sample at most. */
    SINGLE_STEP,
    /** Gradients only before the match, to fit something that all samples share. */
    FITTED,
    /** Answers, no gradients. */
    BLACK_BOX,
    /** Nothing. */
    TRANSFER;

    boolean whiteBox() {
        return this == ITERATIVE || this == SINGLE_STEP || this == FITTED;
    }
}
