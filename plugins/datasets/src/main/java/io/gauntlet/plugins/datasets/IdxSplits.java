package io.gauntlet.plugins.datasets;

import io.gauntlet.api.data.ByteExamples;
import io.gauntlet.api.data.Splits;

/** The four parts, in memory. */
record IdxSplits(ByteExamples train, ByteExamples attacker, ByteExamples calibration, ByteExamples test)
        implements Splits {
    /** Divides the training files' samples. */
    static IdxSplits of(ByteExamples learning, ByteExamples test, SplitSizes sizes) {
        int attackerEnd = sizes.train() + sizes.attacker();
        return new IdxSplits(
                learning.slice(0, sizes.train()),
                learning.slice(sizes.train(), attackerEnd),
                learning.slice(attackerEnd, sizes.total()),
                test);
    }
}
