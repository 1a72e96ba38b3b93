package io.gauntlet.runtime.estimate;

import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;
import io.gauntlet.runtime.work.ExampleRange;

/** The first examples of each split, for trying out what is later done with all of them. */
record FirstSplits(Examples train, Examples attacker, Examples calibration, Examples test) implements Splits {
    static FirstSplits of(Splits all, int most) {
        return new FirstSplits(
                ExampleRange.first(all.train(), most),
                ExampleRange.first(all.attacker(), most),
                ExampleRange.first(all.calibration(), most),
                ExampleRange.first(all.test(), most));
    }
}
