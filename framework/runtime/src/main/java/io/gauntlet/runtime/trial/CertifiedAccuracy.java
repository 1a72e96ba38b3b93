package io.gauntlet.runtime.trial;

import java.util.ArrayList;
import java.util.List;

import io.gauntlet.api.model.Certificate;

/**
 * What a model can prove of its answers to the first samples.
 *
 * @param samples how many it was asked about
 * @param abstained how many it can prove nothing of
 * @param wrong how many it proves a wrong answer of
 * @param radii the shares of samples whose answer is right and cannot be changed within an L2 radius, from radius 0 on
 */
public record CertifiedAccuracy(int samples, int abstained, int wrong, List<AtRadius> radii) {
    private static final double STEP = 0.25;
    private static final int MOST_STEPS = 20;

    /**
     * At one radius.
     *
     * @param radius in L2, pixels in [0,1]
     * @param accuracy share of the samples, in [0,1]
     */
    public record AtRadius(double radius, double accuracy) {}

    /** Of certificates for samples of these classes; radii in steps of a quarter, until nothing is left. */
    static CertifiedAccuracy of(List<Certificate> certificates, int[] labels) {
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
        return new CertifiedAccuracy(labels.length, abstained, wrong, radii);
    }
}
