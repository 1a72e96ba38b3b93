package io.gauntlet.api.attack;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Draws;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.pose.Pose;

/**
 * The samples under attack, one a row. Rows 0 to {@link #live()} - 1 are in play. Between steps the harness removes
 * rows that are broken, finished or out of budget, moves others into their place and admits waiting samples; the state
 * kept in {@link #image} and {@link #scalar} moves with its sample. Never remember a row's number across steps.
 *
 * <p>Arrays of images are float, {@code [live, shape of a sample...]}, contiguous in c-order; for pictures a sample is
 * height x width x channels with values in [0,1]. They are views of the harness's own arrays, valid until the step
 * ends: write into them in place. {@code int[]} and {@code float[]} arrays have at least {@link #live()} entries and
 * must not be written, except those of {@link #scalar}.
 */
public interface Rows {
    /** How many rows are in play, at least 1 in {@link Search#step()}. */
    int live();

    /** The numbers 0 to {@link #live()} - 1: the owners of a query that has one candidate for each row. */
    int[] all();

    /** What is allowed. */
    ThreatModel threatModel();

    /** The clean samples. Read only. */
    INDArray original();

    /**
     * The attacker's split: samples of its own, disjoint from train, calibration and test, which it may show to the
     * target as any other candidate, such as a start of another class. The same in every slice of a cell.
     */
    Examples attackerSplit();

    /** The true class of each row. */
    int[] label();

    /** The class each row must reach, or -1 when untargeted. */
    int[] goal();

    /** The radius of each row's ball, of poses the share of the limits; positive infinity for a minimum-norm attack. */
    float[] epsilon();

    /** Steps done since the row was admitted or restarted; counted by the harness after each step. */
    int[] iteration();

    /** Restarts done so far. */
    int[] restart();

    /**
     * How many warm starts a row has: stored examples of earlier rounds that took the same sample from what the defender
     * was then, under the same threat model, whichever attacks made them. 0 in a first round, where the spec asks for
     * none, and under a threat model of poses.
     *
     * <p>An attack that uses them makes one more start from each, after all of its own ({@link #restart(int)} counts
     * on): then it is never weaker than without. An attack that draws its candidates anew, or looks for something else
     * than a point to begin at, ignores them.
     */
    default int warmStarts(int row) {
        return 0;
    }

    /**
     * Copies a warm start: the most promising first, in the row's ball, if its norm has one, and in the box. The
     * target has not been asked about it; whether it still succeeds is a query to pay for like any other.
     *
     * @param number from 0 to {@link #warmStarts} - 1
     * @param into receives the values of one sample
     * @param offset where in {@code into} they begin
     * @throws IndexOutOfBoundsException when the row has no such warm start
     */
    default void warmStart(int row, int number, float[] into, int offset) {
        throw new IndexOutOfBoundsException("Row " + row + " has no warm start " + number + ".");
    }

    /** State shaped like the samples, under a name; zero for new names. */
    INDArray image(String name);

    /** One number for each row, under a name; zero for new names. Writable. */
    float[] scalar(String name);

    /** The draws of a row for a purpose, in its present restart and iteration; asking again repeats them. */
    Draws draws(int row, String purpose);

    /**
     * Hands in candidates with the answers paid for them. Of each row the best is kept: the first success within
     * epsilon, or the smallest success of a minimum-norm attack; else, of a randomised model, the one within epsilon that
     * won the greatest {@link Answer#share share} of the draws asked; else the last candidate. A row whose sample is
     * broken leaves at the end of the step unless the attack looks for the minimum norm.
     *
     * @param x the candidates {@code [n, shape...]}, in the order of the query
     * @param paid the answer to that query
     * @throws IllegalArgumentException under a threat model of poses, where a picture says nothing
     */
    void offer(INDArray x, Answer paid);

    /**
     * Hands in the poses of candidates, as {@link #offer(INDArray, Answer)} hands in pictures. What counts is how the
     * referee renders them from the clean samples: ask the target about what {@link io.gauntlet.api.pose.PoseWarp} makes
     * of them. Under a threat model of values they are measured like any other picture.
     *
     * @param poses of the candidates, in the order of the query
     * @param paid the answer to that query
     */
    void offer(Pose[] poses, Answer paid);

    /** Hands in one candidate that was never shown to the target, {@code [shape...]} or {@code [1, shape...]}; the row then leaves. */
    void submit(int row, INDArray x);

    /** Hands in the pose of one candidate that was never shown to the target; the row then leaves. */
    void submit(int row, Pose pose);

    /** Starts a row afresh: restart + 1, iteration 0, {@link Search#admit} before the next step. */
    void restart(int row);

    /** Gives up on a row: it leaves at the end of the step with its best candidate. */
    void finish(int row);
}
