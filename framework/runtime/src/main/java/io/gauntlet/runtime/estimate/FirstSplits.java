package io.gauntlet.runtime.estimate;

import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;

/** The first examples of each split, for trying out what is later done with all of them. */
record FirstSplits(Examples train, Examples attacker, Examples calibration, Examples test) implements Splits {
    static FirstSplits of(Splits all, int most) {
        return new FirstSplits(
                FirstExamples.of(all.train(), most),
                FirstExamples.of(all.attacker(), most),
                FirstExamples.of(all.calibration(), most),
                FirstExamples.of(all.test(), most));
    }
}
