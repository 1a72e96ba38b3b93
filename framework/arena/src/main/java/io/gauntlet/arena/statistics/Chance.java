package io.gauntlet.arena.statistics;

/** Whether a count is more than chance explains: the exact one-sided binomial test. */
public final class Chance {
    private Chance() {}

    /**
     * The probability of at least so many successes.
     *
     * @param successes at least 0
     * @param trials at least as many
     * @param share the probability of each, in (0,1)
     */
    public static double atLeast(int successes, int trials, double share) {
        double sum = 0;
        double log = trials * Math.log1p(-share);
        for (int k = 0; k <= trials; k++) {
            sum += k >= successes ? Math.exp(log) : 0;
            log += Math.log((double) (trials - k) / (k + 1)) + Math.log(share) - Math.log1p(-share);
        }
        return Math.min(1, sum);
    }

    /** Whether so many would be rarer than {@link McNemar#SIGNIFICANT}. */
    public static boolean exceeds(int successes, int trials, double share) {
        return trials > 0 && atLeast(successes, trials, share) < McNemar.SIGNIFICANT;
    }
}
