package io.gauntlet.plugins.defenses.output;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Certificate;
import io.gauntlet.api.model.Certifying;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Stage;
import io.gauntlet.plugins.defenses.around.MeanProbability;
import io.gauntlet.plugins.defenses.around.SampleShape;

/**
 * Asks a model about noisy copies of a sample. Forward it yields the logarithm of each class's share of the votes, {@code
 * log((count + 1/2) / (votes + classes / 2))}; its derivative is that of the logarithm of the mean probability.
 */
final class SmoothingStage implements Stage, Certifying {
    /** Copies that are computed together. */
    private static final int TOGETHER = 64;

    private static final int NOISE = 0;
    private static final int MODEL = 1;

    private final Stage model;
    private final List<Stage> stages;
    private final RandomizedSmoothing.Parameters parameters;
    private final int classes;
    private final int length;
    private final INDArray copies;
    private final float[] x;
    private final float[] noisy;
    private @Nullable INDArray answers;
    private @Nullable INDArray derivative;

    /** @param stages that {@code model} is made of; closed with this one */
    SmoothingStage(Stage model, List<Stage> stages, long[] shape, RandomizedSmoothing.Parameters parameters) {
        this.model = model;
        this.stages = stages;
        this.parameters = parameters;
        this.classes = Math.toIntExact(model.outputShape(shape)[0]);
        this.length = SampleShape.length(shape);
        this.copies = Nd4j.create(DataType.FLOAT, SampleShape.batch(TOGETHER, shape), 'c');
        this.x = new float[length];
        this.noisy = new float[TOGETHER * length];
    }

    @Override
    public String name() {
        return "randomized-smoothing(" + parameters.sigma() + ", " + parameters.votes() + ")";
    }

    @Override
    public long parameterCount() {
        return stages.stream().mapToLong(Stage::parameterCount).sum();
    }

    @Override
    public long[] outputShape(long[] inputShape) {
        return model.outputShape(inputShape);
    }

    /** Does something with each batch of noisy copies of a row. */
    @FunctionalInterface
    private interface Use {
        void of(int from, int count, RowDraws draws);
    }

    /** Fills {@link #copies} again and again; the copies' noise is one stream, the model's draws are each copy's own. */
    private void eachBatch(int votes, RowDraws draws, int row, Use use) {
        Draws noise = draws.part(NOISE).of(row);
        for (int from = 0; from < votes; from += TOGETHER) {
            int count = Math.min(TOGETHER, votes - from);
            for (int k = 0; k < count; k++) {
                for (int i = 0; i < length; i++) {
                    noisy[k * length + i] = x[i] + (float) (parameters.sigma() * noise.gaussian());
                }
            }
            Floats.put(noisy, copies);
            int first = from;
            use.of(from, count, copy -> draws.part(MODEL + first + copy).of(row));
        }
    }

    private int[] count(int votes, RowDraws draws, int row) {
        int[] counts = new int[classes];
        float[] logits = new float[TOGETHER * classes];
        eachBatch(votes, draws, row, (from, count, own) -> {
            Floats.get(model.forward(copies, own), logits);
            for (int k = 0; k < count; k++) {
                counts[largest(logits, k * classes)]++;
            }
        });
        return counts;
    }

    private int largest(float[] logits, int at) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            best = logits[at + c] > logits[at + best] ? c : best;
        }
        return best;
    }

    @Override
    public INDArray forward(INDArray batch, RowDraws draws) {
        int n = Math.toIntExact(batch.size(0));
        float[] shares = new float[n * classes];
        for (int row = 0; row < n; row++) {
            load(batch, row);
            int[] counts = count(parameters.votes(), draws, row);
            for (int c = 0; c < classes; c++) {
                shares[row * classes + c] = (float) VoteShare.logarithm(counts[c], parameters.votes(), classes);
            }
        }
        answers = renewed(answers, new long[] {n, classes});
        Floats.put(shares, answers);
        return answers;
    }

    private void load(INDArray batch, int row) {
        Floats.buffer(batch).get(row * length, x);
    }

    @Override
    public INDArray vjp(INDArray batch, INDArray dy, RowDraws draws) {
        int n = Math.toIntExact(batch.size(0));
        int votes = parameters.votes();
        float[] wanted = new float[n * classes];
        Floats.get(dy, wanted);
        float[] sums = new float[n * length];
        float[] logits = new float[votes * classes];
        float[] back = new float[votes * classes];
        MeanProbability mean = new MeanProbability(votes, classes);
        try (INDArray weights = Nd4j.create(DataType.FLOAT, TOGETHER, classes)) {
            for (int row = 0; row < n; row++) {
                load(batch, row);
                eachBatch(
                        votes,
                        draws,
                        row,
                        (from, count, own) -> Floats.buffer(model.forward(copies, own))
                                .get(0, logits, from * classes, count * classes));
                mean.take(logits, 0, classes);
                mean.back(wanted, row * classes, back, 0, classes);
                int at = row * length;
                eachBatch(votes, draws, row, (from, count, own) -> {
                    float[] part = new float[TOGETHER * classes];
                    System.arraycopy(back, from * classes, part, 0, count * classes);
                    Floats.put(part, weights);
                    add(model.vjp(copies, weights, own), count, sums, at);
                });
            }
        }
        derivative = renewed(derivative, batch.shape());
        Floats.put(sums, derivative);
        return derivative;
    }

    private void add(INDArray gradients, int count, float[] sums, int at) {
        float[] values = new float[TOGETHER * length];
        Floats.get(gradients, values);
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < length; i++) {
                sums[at + i] += values[k * length + i];
            }
        }
    }

    @Override
    public List<Certificate> certify(INDArray batch, RowDraws draws) {
        List<Certificate> certificates = new ArrayList<>();
        for (int row = 0; row < batch.size(0); row++) {
            load(batch, row);
            int guess = 0;
            int[] chosen = count(parameters.votes(), draws.part(0), row);
            for (int c = 1; c < classes; c++) {
                guess = chosen[c] > chosen[guess] ? c : guess;
            }
            int[] counts = count(parameters.certifyVotes(), draws.part(1), row);
            double share = VoteShare.lowerBound(counts[guess], parameters.certifyVotes(), parameters.alpha());
            certificates.add(
                    share > 0.5
                            ? new Certificate(guess, parameters.sigma() * VoteShare.quantile(share))
                            : Certificate.ABSTAINED);
        }
        return certificates;
    }

    @Override
    public double alpha() {
        return parameters.alpha();
    }

    private static INDArray renewed(@Nullable INDArray array, long[] shape) {
        if (array != null && java.util.Arrays.equals(array.shape(), shape)) {
            return array;
        }
        if (array != null) {
            array.close();
        }
        return Nd4j.create(DataType.FLOAT, shape, 'c');
    }

    @Override
    public Derivative declared() {
        return Derivative.STRAIGHT_THROUGH;
    }

    @Override
    public boolean randomised() {
        return true;
    }

    @Override
    public void close() {
        copies.close();
        if (answers != null) {
            answers.close();
            answers = null;
        }
        if (derivative != null) {
            derivative.close();
            derivative = null;
        }
        stages.forEach(Stage::close);
    }
}
