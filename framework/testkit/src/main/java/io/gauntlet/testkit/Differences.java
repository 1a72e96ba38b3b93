package io.gauntlet.testkit;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.model.Stage;

/**
 * Holds a stage's vector-Jacobian product against central differences, along the product itself and along a drawn
 * direction. Steps of several lengths are tried, since a long one may cross a kink and a short one drowns in rounding.
 */
final class Differences {
    private static final Seed SEED = Seed.of(31);
    private static final double[] STEPS = {0.03, 0.01, 0.003, 0.001};
    private static final double TOLERANCE = 0.02;

    private final Stage stage;
    private final INDArray x;
    private final RowDraws draws;
    private final int rows;
    private final int length;
    private final float[] output;
    private final float[] wanted;

    /** @param x inputs of the stage */
    Differences(Stage stage, INDArray x, RowDraws draws) {
        this.stage = stage;
        this.x = x;
        this.draws = draws;
        rows = (int) x.size(0);
        length = (int) (x.length() / rows);
        output = Floats.values(stage.forward(x, draws));
        wanted = new float[output.length];
        SEED.derive("wanted").draws().fillGaussian(wanted, 1);
    }

    /** The product with what is wanted of the outputs. */
    float[] product() {
        long[] shape = stage.forward(x, draws).shape();
        try (INDArray dy = Nd4j.create(DataType.FLOAT, shape, 'c')) {
            Floats.put(wanted, dy);
            return Floats.values(stage.vjp(x, dy, draws));
        }
    }

    /** The share of rows and directions along which the product agrees with the differences. */
    double agreement() {
        float[] product = product();
        float[] ahead = normalised(product.clone());
        float[] drawn = new float[product.length];
        Draws direction = SEED.derive("direction").draws();
        direction.fillGaussian(drawn, 1);
        normalised(drawn);
        return (agreeing(product, ahead) + agreeing(product, drawn)) / (2.0 * rows);
    }

    /** Gives each row the norm 1; a row of zeros stays. */
    private float[] normalised(float[] direction) {
        for (int i = 0; i < rows; i++) {
            double square = 0;
            for (int j = i * length; j < (i + 1) * length; j++) {
                square += (double) direction[j] * direction[j];
            }
            float scale = (float) (square > 0 ? 1 / Math.sqrt(square) : 0);
            for (int j = i * length; j < (i + 1) * length; j++) {
                direction[j] *= scale;
            }
        }
        return direction;
    }

    private int agreeing(float[] product, float[] direction) {
        boolean[] agrees = new boolean[rows];
        for (double step : STEPS) {
            double[] ahead = moved(direction, step);
            double[] behind = moved(direction, -step);
            for (int i = 0; i < rows; i++) {
                double expected = (ahead[i] - behind[i]) / (2 * step);
                double found = 0;
                for (int j = i * length; j < (i + 1) * length; j++) {
                    found += (double) product[j] * direction[j];
                }
                double rounding = 4e-6 * magnitude(i) / step;
                agrees[i] |= Math.abs(expected - found)
                        <= TOLERANCE * Math.max(Math.abs(expected), Math.abs(found)) + rounding;
            }
        }
        int count = 0;
        for (boolean one : agrees) {
            count += one ? 1 : 0;
        }
        return count;
    }

    /** How large the terms are that the outputs' sum is made of. */
    private double magnitude(int row) {
        int outputs = output.length / rows;
        double square = 0;
        for (int j = row * outputs; j < (row + 1) * outputs; j++) {
            square += Math.pow((double) output[j] * wanted[j], 2);
        }
        return Math.sqrt(square);
    }

    /** What is wanted of the outputs, row by row, after a step. */
    private double[] moved(float[] direction, double step) {
        float[] at = Floats.values(x);
        for (int i = 0; i < at.length; i++) {
            at[i] += (float) (step * direction[i]);
        }
        try (INDArray there = Nd4j.create(DataType.FLOAT, x.shape(), 'c')) {
            Floats.put(at, there);
            float[] y = Floats.values(stage.forward(there, draws));
            int outputs = y.length / rows;
            double[] sums = new double[rows];
            for (int i = 0; i < y.length; i++) {
                sums[i / outputs] += (double) wanted[i] * y[i];
            }
            return sums;
        }
    }
}
