package io.gauntlet.arena.scoring;

import org.apache.commons.math3.special.Beta;

import io.gauntlet.arena.spec.Rules;

/**
 * Where a share lies with 95 % confidence, when it was measured on some samples.
 *
 * @param low from 0
 * @param high to 1
 */
public record Interval(double low, double high) {
    /** The normal distribution's quantile for two-sided 95 %. */
    private static final double Z = 1.959963984540054;

    /** The chance that a sequence of intervals misses the truth, ever. */
    private static final double MISS = 0.05;

    /** Bounds are found to within this. */
    private static final double FINE = 1e-9;

    /** Of a number of samples that was fixed, or by which the tournament stopped. */
    static Interval of(double successes, int n, Rules rules) {
        return rules.earlyStop() == null ? of(successes, n) : anytime(successes, n);
    }

    /**
     * An interval that may be looked at after every sample, and stopped by: with 95 % confidence all of the sequence hold.
     * It keeps each share that the uniform mixture of likelihood ratios does not speak against by 20 to 1 (Robbins,
     * "Statistical methods related to the law of the iterated logarithm", Annals of Mathematical Statistics 41, 1970, by
     * Ville's inequality): in the words of Waudby-Smith and Ramdas ("Confidence sequences for sampling without
     * replacement", NeurIPS 2020, section 2.1), prior over posterior density must be below 20. For samples that are lost in
     * part of their draws the ratio is a supermartingale still, since it is convex in the share lost.
     *
     * @param successes in [0,n], may be an expected number
     * @param n samples; without any, everything is possible
     */
    public static Interval anytime(double successes, int n) {
        if (n == 0) {
            return new Interval(0, 1);
        }
        double s = Math.min(n, Math.max(0, successes));
        double logBeta = Beta.logBeta(s + 1, n - s + 1);
        double centre = s / n;
        return new Interval(edge(s, n, logBeta, centre, 0), edge(s, n, logBeta, centre, 1));
    }

    /** Where the posterior density falls to the bound, between the centre and an end; the end when it never does. */
    private static double edge(double s, int n, double logBeta, double centre, double end) {
        double inside = centre;
        double outside = end;
        if (!(density(s, n, logBeta, end) < Math.log(MISS))) {
            return end;
        }
        while (Math.abs(outside - inside) > FINE) {
            double middle = (inside + outside) / 2;
            if (density(s, n, logBeta, middle) < Math.log(MISS)) {
                outside = middle;
            } else {
                inside = middle;
            }
        }
        return outside;
    }

    /** The logarithm of the posterior density of a share under the uniform prior. */
    private static double density(double s, int n, double logBeta, double share) {
        double won = s == 0 ? 0 : s * Math.log(share);
        double lost = s == n ? 0 : (n - s) * Math.log1p(-share);
        return won + lost - logBeta;
    }

    /** How wide it is. */
    public double width() {
        return high - low;
    }

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
