package io.gauntlet.plugins.attacks.rows;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;

/**
 * Random directions in less time than drawing each of their values takes. Values are drawn once into a table that never
 * changes; a direction is the sum of two runs of it, which begin where the row's own draws say. (Salimans, Ho, Chen, Sidor,
 * Sutskever: Evolution Strategies as a Scalable Alternative to Reinforcement Learning, 2017, section 2.1, share such a
 * table.) There are 2 to the power of 35 such sums; longer directions take further runs. Made once for a search.
 */
public final class Directions {
    /** The longest run, so that as many begin elsewhere. */
    private static final int RUN = 1 << 12;

    private static final int BEGINNINGS = 1 << 18;

    private float[] other = {};

    /** Filled when it is first wanted. */
    private static final class Normal {
        static final float[] VALUES = new float[BEGINNINGS + RUN];

        static {
            // Of the half of the variance, since two are added.
            Seed.of(0).derive("directions").draws().fillGaussian(VALUES, (float) Math.sqrt(0.5));
        }
    }

    /** Writes standard normal values into the first {@code length} places: directions that point all around. */
    public void normal(Draws draws, float[] into, int length) {
        other = other.length < length ? new float[length] : other;
        for (int from = 0; from < length; from += RUN) {
            int run = Math.min(RUN, length - from);
            System.arraycopy(Normal.VALUES, draws.index(BEGINNINGS), into, from, run);
            System.arraycopy(Normal.VALUES, draws.index(BEGINNINGS), other, from, run);
        }
        for (int i = 0; i < length; i++) {
            into[i] += other[i];
        }
    }
}
