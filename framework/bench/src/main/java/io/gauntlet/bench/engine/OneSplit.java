package io.gauntlet.bench.engine;

import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;

/** The same examples for everything: times do not depend on what is learned. */
record OneSplit(Examples train) implements Splits {
    @Override
    public Examples attacker() {
        return train;
    }

    @Override
    public Examples calibration() {
        return train;
    }

    @Override
    public Examples test() {
        return train;
    }
}
