package io.gauntlet.runtime.trial;

import java.util.ArrayList;
import java.util.List;

import io.gauntlet.api.model.Certificate;
import io.gauntlet.arena.statistics.Chance;

/**
 * What a model can prove of its answers to the first samples.
 *
 * @param samples how many it was asked about
 * @param abstained how many it can prove nothing of
 * @param wrong how many it proves a wrong answer of
 * @param contradicted how many of what it proves were found to be answered otherwise within their radius
 * @param allowed how many contradictions honest certificates exceed with a chance of 1 %
 * @param radii the shares of samples whose answer is right and cannot be changed within an L2 radius, from radius 0 on
 */
public record CertifiedAccuracy(
        int samples, int abstained, int wrong, int contradicted, int allowed, List<AtRadius> radii) {
    private static final double STEP = 0.25;
    private static final int MOST_STEPS = 20;
    private static final double EXCEEDED = 0.01;

    /**
     * At one radius.
     *
     * @param radius in L2, pixels in [0,1]
     * @param accuracy share of the samples, in [0,1]
     */
    public record AtRadius(double radius, double accuracy) {}

    /**
     * Of certificates for samples of these classes; radii in steps of a quarter, until nothing is left.
     *
     * @param contradicted how many of them were found to be answered otherwise
     * @param alpha the chance at most that a certificate is wrong, and that an answer is
     */
    static CertifiedAccuracy of(List<Certificate> certificates, int[] labels, int contradicted, double alpha) {
        int abstained = 0;
        int wrong = 0;
        double[] right = new double[labels.length];
        for (int i = 0; i < labels.length; i++) {
            Certificate certificate = certificates.get(i);
            boolean rightly = certificate.label() == labels[i];
            abstained += certificate.holds() ? 0 : 1;
            wrong += certificate.holds() && !rightly ? 1 : 0;
            right[i] = rightly ? certificate.radius() : -1;
        }
        List<AtRadius> radii = new ArrayList<>();
        double share = 1;
        for (int step = 0; step <= MOST_STEPS && share > 0; step++) {
            double radius = step * STEP;
            int held = 0;
            for (double one : right) {
                held += one >= radius ? 1 : 0;
            }
            share = (double) held / Math.max(1, labels.length);
            radii.add(new AtRadius(radius, share));
        }
        // A contradiction takes a wrong certificate or a wrong answer.
        int allowed = Chance.quantile(labels.length - abstained, Math.min(1, 2 * alpha), 1 - EXCEEDED);
        return new CertifiedAccuracy(labels.length, abstained, wrong, contradicted, allowed, radii);
    }
}
