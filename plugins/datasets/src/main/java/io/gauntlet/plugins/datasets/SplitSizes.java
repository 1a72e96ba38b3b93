package io.gauntlet.plugins.datasets;

/**
 * How the training files are divided, in file order: train first, then attacker, then calibration. The test split is
 * the test files.
 *
 * <p>The boundaries are fixed and not parameters: results of two tournaments compare only when nobody has learned from
 * what another was tested on, and the files are already in random order of class.
 *
 * @param train samples for defenders to learn from
 * @param attacker samples for attackers to fit on
 * @param calibration samples for defenders to find thresholds on
 */
record SplitSizes(int train, int attacker, int calibration) {
    /** For training files of 60,000 samples. */
    static final SplitSizes OF_60000 = new SplitSizes(50_000, 8_000, 2_000);

    /** All samples of the training files. */
    int total() {
        return train + attacker + calibration;
    }

    /** A sentence for users. */
    String note() {
        return String.format(
                "Fixed splits of the training files, in file order: %,d train, %,d attacker, %,d calibration;"
                        + " the test files are the test split.",
                train, attacker, calibration);
    }
}
