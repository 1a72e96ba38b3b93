package io.gauntlet.api.data;

/** The disjoint parts of a data set. */
public interface Splits {
    /** For defenders to learn from. */
    Examples train();

    /** For attackers to fit surrogates and universal perturbations on. */
    Examples attacker();

    /** For defenders to find thresholds on. */
    Examples calibration();

    /** What matches are played on. */
    Examples test();
}
