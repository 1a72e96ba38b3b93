package io.gauntlet.engine.train;

import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;
import io.gauntlet.api.defense.Encoding;

/** Splits as a network sees them that learns behind an encoding. */
record EncodedSplits(Splits splits, Encoding encoding) implements Splits {
    @Override
    public Examples train() {
        return new EncodedExamples(splits.train(), encoding);
    }

    @Override
    public Examples attacker() {
        return new EncodedExamples(splits.attacker(), encoding);
    }

    @Override
    public Examples calibration() {
        return new EncodedExamples(splits.calibration(), encoding);
    }

    @Override
    public Examples test() {
        return new EncodedExamples(splits.test(), encoding);
    }
}
