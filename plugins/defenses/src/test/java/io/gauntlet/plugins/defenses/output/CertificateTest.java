package io.gauntlet.plugins.defenses.output;

import java.util.List;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.model.Certificate;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Smoothing of half-spaces, for which everything is known: the true radius is the distance from the plane. */
class CertificateTest {
    private static final double ALPHA = 0.01;
    private static final RandomizedSmoothing.Parameters PARAMETERS =
            new RandomizedSmoothing.Parameters(0.5, 100, ALPHA, 400);
    private static final int SAMPLES = 300;

    /** Class 1 where the first value is positive, class 0 elsewhere; the second value does not matter. */
    private static final class HalfSpace implements Stage {
        @Override
        public String name() {
            return "half-space";
        }

        @Override
        public long[] outputShape(long[] inputShape) {
            return new long[] {2};
        }

        @Override
        public INDArray forward(INDArray x, RowDraws draws) {
            float[] values = new float[(int) x.length()];
            Floats.get(x, values);
            float[] logits = new float[values.length];
            for (int i = 0; i < values.length; i += 2) {
                logits[i + 1] = 4 * values[i];
            }
            return Floats.array(logits, x.shape());
        }

        @Override
        public INDArray vjp(INDArray x, INDArray dy, RowDraws draws) {
            float[] wanted = new float[(int) dy.length()];
            Floats.get(dy, wanted);
            for (int i = 0; i < wanted.length; i += 2) {
                wanted[i] = 4 * wanted[i + 1];
                wanted[i + 1] = 0;
            }
            return Floats.array(wanted, x.shape());
        }

        @Override
        public Derivative declared() {
            return Derivative.EXACT;
        }

        @Override
        public boolean randomised() {
            return false;
        }
    }

    private static SmoothingStage stage() {
        HalfSpace plane = new HalfSpace();
        return new SmoothingStage(plane, List.of(plane), new long[] {2}, PARAMETERS);
    }

    private static INDArray samples(float[] first) {
        float[] values = new float[2 * SAMPLES];
        Draws draws = Seed.of(3).draws();
        for (int i = 0; i < SAMPLES; i++) {
            first[i] = (float) draws.uniform(-1, 1);
            values[2 * i] = first[i];
        }
        return Floats.array(values, SAMPLES, 2);
    }

    private static RowDraws draws(String purpose) {
        return row -> Seed.of(7).derive(purpose, row).draws();
    }

    /**
     * A certificate is wrong when its ball reaches over the plane or its label is the other side's. More than the 99 %
     * quantile at 2 alpha must not be.
     */
    @Test
    void wrongCertificatesAreAsRareAsStated() {
        float[] first = new float[SAMPLES];
        try (SmoothingStage stage = stage();
                INDArray x = samples(first)) {
            List<Certificate> certificates = stage.certify(x, draws("certify"));
            int wrong = 0;
            int held = 0;
            double share = 0;
            for (int i = 0; i < SAMPLES; i++) {
                Certificate certificate = certificates.get(i);
                if (certificate.holds()) {
                    held++;
                    boolean label = certificate.label() == (first[i] > 0 ? 1 : 0);
                    wrong += label && certificate.radius() <= Math.abs(first[i]) ? 0 : 1;
                    share += certificate.radius() / Math.abs(first[i]);
                }
            }
            int most = new BinomialDistribution(null, held, 2 * ALPHA).inverseCumulativeProbability(0.99);
            assertTrue(wrong <= most, wrong + " of " + held + " certificates are wrong; at most " + most + " may be");
            assertTrue(held > 0.8 * SAMPLES, held + " of " + SAMPLES + " were certified");
            assertTrue(share / held > 0.6, "radii are a share of " + share / held + " of the true ones");
        }
    }

    /** Answers that are given, rather than abstained from, contradict the smoothed model's as rarely. */
    @Test
    void answersWithinTheRadiusStay() {
        float[] first = new float[SAMPLES];
        try (SmoothingStage stage = stage();
                INDArray x = samples(first)) {
            List<Certificate> certificates = stage.certify(x, draws("certify"));
            for (int i = 0; i < SAMPLES; i++) {
                double push = 0.999 * certificates.get(i).radius();
                x.putScalar(i, 0, first[i] + (first[i] > 0 ? -push : push));
            }
            INDArray logits = stage.forward(x, draws("answer"));
            float[] scores = new Abstention(PARAMETERS.votes(), ALPHA).score(x, logits, draws("none"));
            int given = 0;
            int contradictions = 0;
            for (int i = 0; i < SAMPLES; i++) {
                if (certificates.get(i).holds() && scores[i] <= (float) ALPHA) {
                    given++;
                    int answer = logits.getFloat(i, 1) > logits.getFloat(i, 0) ? 1 : 0;
                    contradictions += answer == certificates.get(i).label() ? 0 : 1;
                }
            }
            int most = new BinomialDistribution(null, given, 2 * ALPHA).inverseCumulativeProbability(0.99);
            assertTrue(contradictions <= most, contradictions + " contradictions of " + given);
        }
    }

    @Test
    void equalDrawsGiveEqualVotesWhateverTheRow() {
        try (SmoothingStage stage = stage();
                INDArray x = Nd4j.create(DataType.FLOAT, 3, 2)) {
            INDArray all = stage.forward(x, row -> Seed.of(1).draws());
            assertEquals(all.getFloat(0, 0), all.getFloat(2, 0));
        }
    }
}
