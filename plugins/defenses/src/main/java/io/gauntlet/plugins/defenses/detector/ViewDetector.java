package io.gauntlet.plugins.defenses.detector;

import java.util.List;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Detector;
import io.gauntlet.api.model.Stage;
import io.gauntlet.plugins.defenses.around.Softmax;
import io.gauntlet.plugins.defenses.around.StageSequence;

/**
 * Compares a model's probabilities for a sample with those for other views of it. The distance of a view is the sum of
 * the absolute differences, in [0,2]; the score is the largest or the mean distance.
 */
final class ViewDetector implements Detector {
    /** How views are summed up. */
    enum Score {
        LARGEST,
        MEAN
    }

    private final List<Stage> views;
    private final StageSequence model;
    private final Score kind;
    private final float threshold;

    /**
     * Of views.
     *
     * @param views each keeps the shape of samples; closed with this detector
     * @param stages the model's; somebody else's
     */
    ViewDetector(List<Stage> views, List<Stage> stages, Score kind, float threshold) {
        this.views = List.copyOf(views);
        this.model = new StageSequence(stages);
        this.kind = kind;
        this.threshold = threshold;
    }

    @Override
    public float threshold() {
        return threshold;
    }

    @Override
    public boolean randomised() {
        return model.randomised() || views.stream().anyMatch(Stage::randomised);
    }

    @Override
    public List<Stage> views() {
        return views;
    }

    private static RowDraws ofView(RowDraws draws, int view) {
        return draws.part(2 * view);
    }

    private static RowDraws ofModel(RowDraws draws, int view) {
        return draws.part(2 * view + 1);
    }

    /** The model's logits for one view, {@code [n, classes]}. */
    private float[] seen(INDArray x, int view, RowDraws draws) {
        try (INDArray changed = views.get(view).forward(x, ofView(draws, view)).dup('c')) {
            return Floats.values(model.forward(changed, ofModel(draws, view)));
        }
    }

    /** The distance of each view from each sample, {@code [view][sample]}. */
    private double[][] distances(INDArray x, float[] logits, int classes, RowDraws draws) {
        int n = Math.toIntExact(x.size(0));
        double[][] distances = new double[views.size()][n];
        double[] p = new double[classes];
        double[] q = new double[classes];
        for (int view = 0; view < views.size(); view++) {
            float[] other = seen(x, view, draws);
            for (int i = 0; i < n; i++) {
                Softmax.probabilities(logits, i * classes, p);
                Softmax.probabilities(other, i * classes, q);
                for (int c = 0; c < classes; c++) {
                    distances[view][i] += Math.abs(p[c] - q[c]);
                }
            }
        }
        return distances;
    }

    @Override
    public float[] score(INDArray x, INDArray logits, RowDraws draws) {
        double[][] distances = distances(x, Floats.values(logits), Math.toIntExact(logits.size(1)), draws);
        float[] scores = new float[Math.toIntExact(x.size(0))];
        for (int i = 0; i < scores.length; i++) {
            double score = 0;
            for (double[] ofView : distances) {
                score = kind == Score.LARGEST ? Math.max(score, ofView[i]) : score + ofView[i] / views.size();
            }
            scores[i] = (float) score;
        }
        return scores;
    }

    /** How much each view's distance counts for each sample's score: {@code [view][sample]}. */
    private float[][] shares(INDArray x, float[] logits, int classes, float[] weights, RowDraws draws) {
        float[][] shares = new float[views.size()][weights.length];
        double[][] distances = kind == Score.LARGEST ? distances(x, logits, classes, draws) : new double[0][];
        for (int i = 0; i < weights.length; i++) {
            int largest = 0;
            for (int view = 1; view < distances.length; view++) {
                largest = distances[view][i] > distances[largest][i] ? view : largest;
            }
            for (int view = 0; view < views.size(); view++) {
                boolean counts = kind == Score.MEAN || view == largest;
                shares[view][i] = counts ? weights[i] / (kind == Score.MEAN ? views.size() : 1) : 0;
            }
        }
        return shares;
    }

    @Override
    public INDArray vjp(INDArray x, INDArray logits, float[] weights, RowDraws draws) {
        int classes = Math.toIntExact(logits.size(1));
        float[] own = Floats.values(logits);
        float[][] shares = shares(x, own, classes, weights, draws);
        INDArray sum = Nd4j.create(DataType.FLOAT, x.shape(), 'c');
        for (int view = 0; view < views.size(); view++) {
            Stage stage = views.get(view);
            try (INDArray changed = stage.forward(x, ofView(draws, view)).dup('c');
                    INDArray wanted = Nd4j.create(DataType.FLOAT, logits.shape(), 'c')) {
                float[] other = Floats.values(model.forward(changed, ofModel(draws, view)));
                Floats.put(back(other, own, classes, shares[view]), wanted);
                INDArray inner = model.vjp(changed, wanted, ofModel(draws, view));
                sum.addi(stage.vjp(x, inner, ofView(draws, view)));
            }
        }
        return sum;
    }

    @Override
    public INDArray vjpLogits(INDArray x, INDArray logits, float[] weights, RowDraws draws) {
        int classes = Math.toIntExact(logits.size(1));
        float[] own = Floats.values(logits);
        float[][] shares = shares(x, own, classes, weights, draws);
        float[] sum = new float[own.length];
        for (int view = 0; view < views.size(); view++) {
            float[] back = back(own, seen(x, view, draws), classes, shares[view]);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += back[i];
            }
        }
        return Floats.array(sum, logits.shape());
    }

    /** The derivative by {@code logits} of the distances of their probabilities from those of {@code others}. */
    private static float[] back(float[] logits, float[] others, int classes, float[] weights) {
        float[] back = new float[logits.length];
        double[] p = new double[classes];
        double[] q = new double[classes];
        double[] d = new double[classes];
        for (int i = 0; i < weights.length; i++) {
            Softmax.probabilities(logits, i * classes, p);
            Softmax.probabilities(others, i * classes, q);
            for (int c = 0; c < classes; c++) {
                d[c] = weights[i] * Math.signum(p[c] - q[c]);
            }
            Softmax.back(p, d, back, i * classes);
        }
        return back;
    }

    @Override
    public void close() {
        views.forEach(Stage::close);
    }
}
