package io.gauntlet.api.norm;

import java.util.Set;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Norm;

/**
 * The ball of a norm around a sample, intersected with the box [0,1]. Methods work on one sample, the {@code length}
 * values from {@code at} on, in arrays that hold a batch.
 */
public interface Ball {
    /** The norms there is a ball for. */
    Set<Norm> NORMS = Set.of(Norm.LINF, Norm.L2, Norm.L1);

    /** The ball of a norm. @throws IllegalArgumentException for a norm not in {@link #NORMS} */
    static Ball of(Norm norm) {
        return switch (norm) {
            case LINF -> new LinfBall();
            case L2 -> new L2Ball();
            case L1 -> new L1Ball();
            case L0 ->
                throw new IllegalArgumentException("There is no ball of the norm l0 here: the points within it are not"
                        + " connected, and gradient steps do not search them.");
            case POSE ->
                throw new IllegalArgumentException("There is no ball of the norm pose: poses are not changes of values."
                        + " Search them by rows.offer(poses, answer).");
        };
    }

    /** Writes into {@code x} a point drawn uniformly from the ball around {@code original}, clipped to the box. */
    default void draw(Draws draws, float[] x, float[] original, int at, int length, float epsilon) {
        drawAnywhere(draws, x, original, at, length, epsilon);
        project(x, original, at, length, epsilon);
    }

    /** Writes into {@code x} a point drawn uniformly from the whole ball, be it in the box or not. */
    void drawAnywhere(Draws draws, float[] x, float[] original, int at, int length, float epsilon);

    /**
     * Moves {@code x} by a step of the given size in this norm along the direction that {@code gradient} makes steepest.
     * In L1 the step is sparse and never leaves the box, so it is shorter where the box leaves no room.
     */
    void ascend(float[] x, float[] gradient, int at, int length, float step);

    /** Brings {@code x} back into the ball around {@code original} and the box. */
    void project(float[] x, float[] original, int at, int length, float epsilon);
}
