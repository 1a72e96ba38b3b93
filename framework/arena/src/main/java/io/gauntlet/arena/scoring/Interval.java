package io.gauntlet.arena.scoring;

/**
 * Where a share lies with 95 % confidence, when it was measured on some samples.
 *
 * @param low from 0
 * @param high to 1
 */
public record Interval(double low, double high) {
    /** The normal distribution's quantile for two-sided 95 %. */
    private static final double Z = 1.959963984540054;

    /**
     * Wilson's score interval for a binomial share (Wilson 1927; Brown, Cai, DasGupta 2001 recommend it also for small
     * samples).
     *
     * @param successes may be an expected number
     * @param n samples; without any, everything is possible
     */
    public static Interval of(double successes, int n) {
        if (n == 0) {
            return new Interval(0, 1);
        }
        double share = successes / n;
        double z2 = Z * Z / n;
        double centre = (share + z2 / 2) / (1 + z2);
        double half = Z / (1 + z2) * Math.sqrt(share * (1 - share) / n + z2 / (4 * n));
        return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
    }
}
