package io.gauntlet.arena.match;

import java.util.Arrays;

import io.gauntlet.api.Knowledge;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.NotGrantedException;

/** The answers to one call of the target; reused by the next. */
final class PaidAnswer implements Answer {
    private final int classes;
    private final Knowledge granted;
    private int size;
    private int[] owner = {};
    private int[] label = {};
    private boolean[] paid = {};
    private boolean[] accepted = {};
    private boolean[] success = {};
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
            logits = new float[n * classes];
        }
        size = n;
        Arrays.fill(owner, 0, n, -1);
        Arrays.fill(label, 0, n, -1);
        Arrays.fill(paid, 0, n, false);
        Arrays.fill(accepted, 0, n, false);
        Arrays.fill(success, 0, n, false);
    }

    void pay(int candidate, int row) {
        owner[candidate] = row;
        paid[candidate] = true;
    }

    void set(int candidate, int answer, boolean isAccepted, boolean isSuccess, float[] values) {
        label[candidate] = answer;
        accepted[candidate] = isAccepted;
        success[candidate] = isSuccess;
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
        return success[candidate];
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
