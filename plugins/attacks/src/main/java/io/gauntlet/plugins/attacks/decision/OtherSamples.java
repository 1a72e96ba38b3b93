package io.gauntlet.plugins.attacks.decision;

import java.util.OptionalInt;

import io.gauntlet.api.Draws;
import io.gauntlet.api.data.Examples;

/** The attacker's own samples by their class. */
final class OtherSamples {
    private final Examples examples;
    /** Positions, class after class. */
    private final int[] order;
    /** Where in {@link #order} each class begins; one more for the end. */
    private final int[] begin;

    OtherSamples(Examples examples) {
        this.examples = examples;
        begin = new int[examples.classes() + 1];
        order = new int[examples.size()];
        for (int i = 0; i < order.length; i++) {
            begin[examples.label(i) + 1]++;
        }
        for (int c = 1; c < begin.length; c++) {
            begin[c] += begin[c - 1];
        }
        int[] next = begin.clone();
        for (int i = 0; i < order.length; i++) {
            order[next[examples.label(i)]++] = i;
        }
    }

    /** Draws a sample of the goal, or of any class but {@code label} where that is -1; empty when there is none. */
    OptionalInt draw(Draws draws, int label, int goal) {
        int from = goal < 0 ? begin[label] : begin[goal];
        int to = goal < 0 ? begin[label + 1] : begin[goal + 1];
        int count = goal < 0 ? order.length - (to - from) : to - from;
        if (count == 0) {
            return OptionalInt.empty();
        }
        int k = draws.index(count);
        int at = goal >= 0 ? from + k : k < from ? k : k + to - from;
        return OptionalInt.of(order[at]);
    }

    /** Copies the values of a sample. */
    void read(int index, float[] into, int at) {
        examples.read(index, into, at);
    }
}
