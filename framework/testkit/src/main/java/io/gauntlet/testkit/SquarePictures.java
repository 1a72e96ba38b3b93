package io.gauntlet.testkit;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.ByteExamples;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;

/**
 * Noisy pictures of 12 x 12 with a brighter square in one of four quarters, which is the class: learned within seconds.
 * Values keep away from 0 and 1. All splits are disjoint draws.
 */
final class SquarePictures implements Splits {
    static final int CLASSES = 4;

    private static final int SIDE = 12;
    private static final int LEAST = 20;
    private static final int NOISE = 110;
    private static final int BRIGHTER = 95;

    private final Seed seed;

    SquarePictures(Seed seed) {
        this.seed = seed;
    }

    @Override
    public Examples train() {
        return draw("train", 240);
    }

    @Override
    public Examples attacker() {
        return draw("attacker", 40);
    }

    @Override
    public Examples calibration() {
        return draw("calibration", 100);
    }

    @Override
    public Examples test() {
        return draw("test", 60);
    }

    private Examples draw(String split, int n) {
        byte[] pixels = new byte[n * SIDE * SIDE];
        byte[] labels = new byte[n];
        Draws draws = seed.derive(split).draws();
        for (int i = 0; i < n; i++) {
            int label = draws.index(CLASSES);
            labels[i] = (byte) label;
            for (int p = 0; p < SIDE * SIDE; p++) {
                boolean inside = 2 * (p / SIDE) / SIDE == label / 2 && 2 * (p % SIDE) / SIDE == label % 2;
                pixels[i * SIDE * SIDE + p] = (byte) (LEAST + draws.index(NOISE) + (inside ? BRIGHTER : 0));
            }
        }
        return ByteExamples.of(pixels, labels, new long[] {SIDE, SIDE, 1}, CLASSES);
    }
}
