package io.gauntlet.plugins.defenses.training;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gauntlet.api.Seed;
import io.gauntlet.api.defense.LayerWeights;
import io.gauntlet.api.defense.TrainingOptions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

class WeightHooksTest {
    /** A dense layer. */
    private record Weights(float[] values, int outputs) implements LayerWeights {
        static Weights drawn(int inputs, int outputs, double deviation) {
            float[] values = new float[inputs * outputs];
            Seed.of(inputs).draws().fillGaussian(values, (float) deviation);
            return new Weights(values, outputs);
        }

        @Override
        public String layer() {
            return "layer";
        }

        @Override
        public Kind kind() {
            return Kind.DENSE;
        }

        @Override
        public long[] shape() {
            return new long[] {values.length / outputs, outputs};
        }

        /** The product of the smaller side's rows with each other, [small, small]. */
        double[][] square() {
            int inputs = values.length / outputs;
            int small = Math.min(inputs, outputs);
            double[][] square = new double[small][small];
            for (int a = 0; a < small; a++) {
                for (int b = 0; b < small; b++) {
                    for (int k = 0; k < Math.max(inputs, outputs); k++) {
                        square[a][b] += inputs >= outputs
                                ? values[k * outputs + a] * values[k * outputs + b]
                                : values[a * outputs + k] * values[b * outputs + k];
                    }
                }
            }
            return square;
        }
    }

    @ParameterizedTest
    @CsvSource({"16, 16", "48, 20", "20, 48", "144, 10"})
    void theFirstRetractionMakesWeightsOrthonormal(int inputs, int outputs) {
        Weights weights = Weights.drawn(inputs, outputs, 3);
        new Retraction(0.01, true).apply(0, List.of(weights));
        double[][] square = weights.square();
        for (int a = 0; a < square.length; a++) {
            for (int b = 0; b < square.length; b++) {
                assertEquals(a == b ? 1 : 0, square[a][b], 0.01, "at " + a + ", " + b);
            }
        }
    }

    @Test
    void aLaterRetractionIsThePapersStep() {
        // One output: the matrix is a vector, and its norm its only singular value.
        Weights weights = new Weights(new float[] {0.9f, 1.2f}, 1);
        new Retraction(0.1, true).apply(7, List.of(weights));
        double factor = 1 + 0.1 * (1 - 1.5 * 1.5);
        assertEquals(0.9 * factor, weights.values()[0], 1e-6);
        assertEquals(1.2 * factor, weights.values()[1], 1e-6);
    }

    @Test
    void theLastLayerMayBeLeftAlone() {
        Weights first = Weights.drawn(4, 3, 1);
        Weights last = Weights.drawn(3, 2, 1);
        float[] before = last.values().clone();
        float[] other = first.values().clone();
        new Retraction(0.1, false).apply(1, List.of(first, last));
        assertEquals(Arrays.hashCode(before), Arrays.hashCode(last.values()));
        assertNotEquals(Arrays.hashCode(other), Arrays.hashCode(first.values()));
    }

    @Test
    void thePenaltyStepsAlongTheLargestSingularValueAlone() {
        // Singular values 5 and 2 along the axes.
        Weights weights = new Weights(new float[] {5, 0, 0, 2, 0, 0}, 2);
        TrainingOptions options = TrainingOptions.sgd(1, 1, 0.1);
        SpectralPenalty penalty = new SpectralPenalty(0.5, options, 100, Seed.of(2));
        SpectralPenalty still = new SpectralPenalty(1e-12, options, 100, Seed.of(2));
        for (int update = 0; update < 40; update++) {
            still.apply(update, List.of(weights));
        }
        penalty.restore(still.state());
        penalty.apply(40, List.of(weights));
        assertEquals(5 * (1 - 0.1 * 0.5), weights.values()[0], 1e-4);
        assertEquals(2, weights.values()[3], 1e-4);
    }
}
