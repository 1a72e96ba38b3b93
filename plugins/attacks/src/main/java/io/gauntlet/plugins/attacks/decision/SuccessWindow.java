package io.gauntlet.plugins.attacks.decision;

import io.gauntlet.api.attack.Rows;

/** Which of a row's latest trials succeeded; kept as bits in numbers that follow the row's sample. */
final class SuccessWindow {
    /** As many bits as a float holds exactly. */
    private static final int BITS = 24;

    private final int capacity;
    private final String countName;
    private final String nextName;
    private final String[] wordNames;
    private final float[][] words;
    private float[] count = {};
    private float[] next = {};

    /** @param capacity how many trials are remembered */
    SuccessWindow(String name, int capacity) {
        this.capacity = capacity;
        countName = name + "-count";
        nextName = name + "-next";
        wordNames = new String[(capacity + BITS - 1) / BITS];
        words = new float[wordNames.length][];
        for (int k = 0; k < wordNames.length; k++) {
            wordNames[k] = name + "-" + k;
        }
    }

    void load(Rows rows) {
        count = rows.scalar(countName);
        next = rows.scalar(nextName);
        for (int k = 0; k < words.length; k++) {
            words[k] = rows.scalar(wordNames[k]);
        }
    }

    /** Forgets a row's trials. */
    void clear(int row) {
        count[row] = 0;
        next[row] = 0;
    }

    /** Remembers a trial, in place of the oldest one once the window is full. */
    void add(int row, boolean success) {
        int at = (int) next[row];
        int bit = 1 << at % BITS;
        int word = (int) words[at / BITS][row];
        words[at / BITS][row] = success ? word | bit : word & ~bit;
        next[row] = (at + 1) % capacity;
        count[row] = Math.min(capacity, count[row] + 1);
    }

    boolean full(int row) {
        return count[row] == capacity;
    }

    /** The share of successes in a full window. */
    double share(int row) {
        int successes = 0;
        for (float[] word : words) {
            successes += Integer.bitCount((int) word[row]);
        }
        return (double) successes / capacity;
    }
}
