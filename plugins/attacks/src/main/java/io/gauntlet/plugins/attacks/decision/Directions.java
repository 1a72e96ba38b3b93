package io.gauntlet.plugins.attacks.decision;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;

/**
 * Random directions, equally likely all around: normal values, in less time than drawing each takes. They are drawn once
 * into a table that never changes; a direction is the sum of two runs of it, which begin where the row's own draws say.
 * (Salimans, Ho, Chen, Sidor, Sutskever: Evolution Strategies as a Scalable Alternative to Reinforcement Learning, 2017,
 * section 2.1, share such a table.) There are 2 to the power of 35 such sums; longer directions take further runs.
 */
final class Directions {
    /** The longest run, so that as many begin elsewhere. */
    private static final int RUN = 1 << 12;

    private static final int BEGINNINGS = 1 << 18;
    private static final float HALF = (float) Math.sqrt(0.5);

    private float[] other = {};

    private static final class Table {
        static final float[] VALUES = new float[BEGINNINGS + RUN];

        static {
            Seed.of(0).derive("directions").draws().fillGaussian(VALUES, HALF);
        }
    }

    /** Writes standard normal values into the first {@code length} places. */
    void draw(Draws draws, float[] into, int length) {
        other = other.length < length ? new float[length] : other;
        for (int from = 0; from < length; from += RUN) {
            int run = Math.min(RUN, length - from);
            System.arraycopy(Table.VALUES, draws.index(BEGINNINGS), into, from, run);
            System.arraycopy(Table.VALUES, draws.index(BEGINNINGS), other, from, run);
        }
        add(into, other, length);
    }

    private static void add(float[] into, float[] values, int length) {
        for (int i = 0; i < length; i++) {
            into[i] += values[i];
        }
    }
}
