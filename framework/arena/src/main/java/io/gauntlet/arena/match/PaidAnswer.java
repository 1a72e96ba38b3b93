package io.gauntlet.arena.match;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Knowledge;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.NotGrantedException;

/**
 * The answers to one call of the target; reused by the next. Those of a randomised model wait with their successes until
 * somebody asks for them: only then is the model asked whether they are more than luck.
 */
final class PaidAnswer implements Answer {
    private final int classes;
    private final Knowledge granted;
    private @Nullable Runnable poll;
    private int size;
    private int[] owner = {};
    private int[] label = {};
    private boolean[] paid = {};
    private boolean[] accepted = {};
    private boolean[] success = {};
    private int[] drawn = {};
    private int[] won = {};
    private float[] logits = {};

    PaidAnswer(int classes, Knowledge granted) {
        this.classes = classes;
        this.granted = granted;
    }

    void reset(int n) {
        if (label.length < n) {
            owner = new int[n];
            label = new int[n];
            paid = new boolean[n];
            accepted = new boolean[n];
            success = new boolean[n];
            drawn = new int[n];
            won = new int[n];
            logits = new float[n * classes];
        }
        size = n;
        Arrays.fill(owner, 0, n, -1);
        Arrays.fill(label, 0, n, -1);
        Arrays.fill(paid, 0, n, false);
        Arrays.fill(accepted, 0, n, false);
        Arrays.fill(success, 0, n, false);
        Arrays.fill(drawn, 0, n, 0);
        Arrays.fill(won, 0, n, 0);
        poll = null;
    }

    /** Lets a poll settle the successes, once and only when they are asked for. */
    void settleBy(Runnable settling) {
        poll = settling;
    }

    /** Counts one draw of a candidate. */
    void count(int candidate, boolean isSuccess) {
        drawn[candidate]++;
        won[candidate] += isSuccess ? 1 : 0;
    }

    void settle(int candidate, boolean isSuccess) {
        success[candidate] = isSuccess;
    }

    /** How many draws of a candidate were counted. */
    int drawn(int candidate) {
        return drawn[candidate];
    }

    /** In how many of them it was a success. */
    int won(int candidate) {
        return won[candidate];
    }

    /** Whether any candidate was a success in any draw counted. */
    boolean anyWon() {
        for (int i = 0; i < size; i++) {
            if (won[i] > 0) {
                return true;
            }
        }
        return false;
    }

    void pay(int candidate, int row) {
        owner[candidate] = row;
        paid[candidate] = true;
    }

    void set(int candidate, int answer, boolean isAccepted, boolean isSuccess, float[] values) {
        label[candidate] = answer;
        accepted[candidate] = isAccepted;
        success[candidate] = isSuccess;
        count(candidate, isSuccess);
        System.arraycopy(values, 0, logits, candidate * classes, classes);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int owner(int candidate) {
        return owner[candidate];
    }

    @Override
    public boolean paid(int candidate) {
        return paid[candidate];
    }

    @Override
    public int label(int candidate) {
        return label[candidate];
    }

    @Override
    public boolean accepted(int candidate) {
        return accepted[candidate];
    }

    @Override
    public boolean success(int candidate) {
        settle();
        return success[candidate];
    }

    @Override
    public float share(int candidate) {
        settle();
        return drawn[candidate] == 0 ? 0 : (float) won[candidate] / drawn[candidate];
    }

    private void settle() {
        Runnable settling = poll;
        if (settling != null) {
            poll = null;
            settling.run();
        }
    }

    @Override
    public float logit(int candidate, int at) {
        if (!granted.grants(Knowledge.SCORE)) {
            throw new NotGrantedException("a logit", Knowledge.SCORE, granted);
        }
        if (!paid[candidate]) {
            throw new IllegalStateException("Candidate " + candidate + " was not paid for: check paid() first.");
        }
        return logits[candidate * classes + at];
    }
}
