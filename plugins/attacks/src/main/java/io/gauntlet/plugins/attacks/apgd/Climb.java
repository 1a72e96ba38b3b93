package io.gauntlet.plugins.attacks.apgd;

import java.util.function.IntSupplier;

import io.gauntlet.api.Draws;

/** How Auto-PGD moves in a norm, and how it adapts. Without state of its own: a row's is in {@link ClimbState}. */
interface Climb {
    /** Writes a random start into {@code x}. */
    void start(Draws draws, float[] x, float[] original, int at, int length, float epsilon);

    /** Prepares a row's schedule at its start. */
    void begin(ClimbState state, int row, int length);

    /**
     * Takes note of one more loss; at a checkpoint adapts the schedule.
     *
     * @param length the number of values of a sample
     * @param changed counts the values in which the best point so far differs from the sample
     * @return whether to go back to the best point and its gradient
     */
    boolean adapt(ClimbState state, int row, float loss, int length, IntSupplier changed);

    /** Moves a row by one step, within ball and box. */
    void move(Points points, ClimbState state, int row, boolean first, float epsilon);

    /**
     * Where a row is, was and is heading, in arrays that hold a batch.
     *
     * @param x the present point, overwritten by the next
     * @param previous the point before, overwritten by the present one
     * @param gradient of the loss at {@code x}
     * @param at where the row begins
     * @param length the number of its values
     */
    record Points(float[] x, float[] previous, float[] gradient, float[] original, int at, int length) {}
}
