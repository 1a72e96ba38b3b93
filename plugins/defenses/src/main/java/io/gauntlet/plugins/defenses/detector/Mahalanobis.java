package io.gauntlet.plugins.defenses.detector;

import java.util.List;
import java.util.Map;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Description;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Param;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.model.Detector;
import io.gauntlet.api.model.Parts;
import io.gauntlet.api.model.Stage;

/** Rejects samples whose logits lie far from those of every class. */
final class Mahalanobis extends DetectingDefense {
    private static final String MEANS = "means";
    private static final String PRECISION = "precision";

    /** Added to the covariance's diagonal, as a share of its mean: logits of a network may lie in a plane. */
    private static final double RIDGE = 1e-6;

    private static final DefenseInfo INFO = new DefenseInfo(
            new Description(
                    "mahalanobis",
                    "1",
                    "Rejects samples whose logits lie far, in the classes' common covariance, from the mean of every class.",
                    List.of(
                            "Lee, Lee, Lee, Shin: A Simple Unified Framework for Detecting Out-of-Distribution Samples and"
                                    + " Adversarial Attacks, NeurIPS 2018, section 2.1 and equation 2",
                            "Tramèr, Carlini, Brendel, Madry: On Adaptive Attacks to Adversarial Example Defenses, NeurIPS"
                                    + " 2020 (on attacks that know the detector)"),
                    "Looks at the last layer alone, the logits; the paper's sum over layers and its trained weights, which need"
                            + " adversarial examples to train on, are left out. The derivative is exact."),
            false,
            false);

    /**
     * What to learn from.
     *
     * @param samples of the train split
     * @param falseAlarms on calibration
     */
    public record Parameters(
            @Param(
                    value = "how many training samples the means and the covariance are estimated from",
                    defaultValue = "10000",
                    min = 10,
                    max = 1e9)
            int samples,

            @Param(
                    value = "the share of natural samples that is rejected, on the calibration split",
                    defaultValue = "0.01",
                    min = 0,
                    max = 0.5)
            double falseAlarms) {}

    private final Parameters parameters;

    private Mahalanobis(Parameters parameters) {
        super(parameters.falseAlarms());
        this.parameters = parameters;
    }

    static DefenseFactory<Parameters> factory() {
        return new DefenseFactory<>(INFO, Parameters.class, Mahalanobis::new);
    }

    @Override
    Map<String, INDArray> learn(Training training) {
        Examples train = training.splits().train();
        int n = Math.min(parameters.samples(), train.size());
        int classes = training.baseModel().classes();
        float[] logits = new float[n * classes];
        eachBatch(
                training,
                train,
                n,
                "statistics",
                (from, x, answers, draws) ->
                        Floats.buffer(answers).get(0, logits, from * classes, Math.toIntExact(answers.length())));
        double[][] means = means(logits, train, n, classes);
        double[][] covariance = new double[classes][classes];
        double[] d = new double[classes];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < classes; c++) {
                d[c] = logits[i * classes + c] - means[train.label(i)][c];
            }
            for (int a = 0; a < classes; a++) {
                for (int b = 0; b < classes; b++) {
                    covariance[a][b] += d[a] * d[b] / n;
                }
            }
        }
        return Map.of(MEANS, array(means), PRECISION, array(inverse(covariance)));
    }

    private static double[][] means(float[] logits, Examples train, int n, int classes) {
        double[][] means = new double[classes][classes];
        int[] counts = new int[classes];
        for (int i = 0; i < n; i++) {
            counts[train.label(i)]++;
            for (int c = 0; c < classes; c++) {
                means[train.label(i)][c] += logits[i * classes + c];
            }
        }
        for (int k = 0; k < classes; k++) {
            if (counts[k] == 0) {
                throw new IllegalStateException("Class " + k + " has no sample among the first " + n
                        + " of the train split: raise the parameter samples.");
            }
            for (int c = 0; c < classes; c++) {
                means[k][c] /= counts[k];
            }
        }
        return means;
    }

    private static double[][] inverse(double[][] covariance) {
        RealMatrix matrix = new Array2DRowRealMatrix(covariance);
        double ridge = RIDGE * matrix.getTrace() / covariance.length;
        for (int i = 0; i < covariance.length; i++) {
            matrix.addToEntry(i, i, ridge);
        }
        return new CholeskyDecomposition(matrix, 1e-9, 0)
                .getSolver()
                .getInverse()
                .getData();
    }

    private static INDArray array(double[][] matrix) {
        float[] values = new float[matrix.length * matrix[0].length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) matrix[i / matrix[0].length][i % matrix[0].length];
        }
        return Floats.array(values, matrix.length, matrix[0].length);
    }

    @Override
    Detector detector(Parts parts, List<Stage> stages, long[] shape, float threshold) {
        return new MahalanobisDetector(parts.array(MEANS), parts.array(PRECISION), threshold);
    }
}
