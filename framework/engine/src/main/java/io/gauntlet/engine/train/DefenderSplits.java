package io.gauntlet.engine.train;

import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;

/** The splits that a defender may use. */
record DefenderSplits(Splits all) implements Splits {
    @Override
    public Examples train() {
        return all.train();
    }

    @Override
    public Examples calibration() {
        return all.calibration();
    }

    @Override
    public Examples attacker() {
        throw refusal("attacker");
    }

    @Override
    public Examples test() {
        throw refusal("test");
    }

    private static IllegalStateException refusal(String split) {
        return new IllegalStateException(
                "A defense may not use the " + split + " split; it learns from train and calibration.");
    }
}
