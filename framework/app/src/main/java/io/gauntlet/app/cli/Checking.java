package io.gauntlet.app.cli;

import io.gauntlet.runtime.record.CheckListener;

/** How far work on recorded matches has come. */
final class Checking {
    private Checking() {}

    /** Shown as a bar. */
    static CheckListener shown(ProgressDisplay display) {
        return new CheckListener() {
            @Override
            public void artifacts(long checked) {
                // Artifacts are read within seconds; only re-scoring is worth a bar.
            }

            @Override
            public void matches(int over, int matches, String last) {
                display.show(over, matches, over, last);
            }
        };
    }
}
