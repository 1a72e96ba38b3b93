package io.gauntlet.plugins.attacks.score;

import io.gauntlet.api.Draws;

/**
 * What a norm means to the square attack: where it starts, and what it puts into a window. Methods work on one sample,
 * the values from {@code at} on, in arrays that hold a batch; what they write lies in the ball and the box.
 */
interface Windows {
    /** Writes the first point into {@code x}. */
    void start(Draws draws, float[] x, float[] original, int at, float epsilon);

    /**
     * Writes into {@code x} the best point so far with one window changed.
     *
     * @param share of the picture that the window covers
     */
    void propose(Draws draws, float[] x, float[] best, float[] original, int at, float epsilon, double share);
}
