package io.gauntlet.arena.referee;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.api.Floats;
import io.gauntlet.api.Norm;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Output;
import io.gauntlet.api.pose.Pose;
import io.gauntlet.api.pose.PoseLimits;
import io.gauntlet.api.pose.PoseWarp;

/**
 * The one who judges. Its model is its own copy, its draws derive from a seed that no plug-in can derive, and whatever
 * an attack claims is recomputed from the example itself. Serves one thread.
 */
public final class Referee {
    /** Draws for each example of a randomised model, and for each transformation that draws. */
    public static final int DRAWS = 100;

    private static final int SURVIVAL_DRAWS = 5;

    /** The share of draws from which on a sample of a randomised model counts as broken. */
    private static final double MOSTLY = 0.5;

    private static final int LEVELS = 255;

    private final Model model;
    private final ThreatModel threatModel;
    private final Seed seed;
    private final List<SurvivalTest> survivalTests;

    /** The model must be another copy than the attacker's. */
    public Referee(Model model, ThreatModel threatModel, Seed seed, List<SurvivalTest> survivalTests) {
        this.model = model;
        this.threatModel = threatModel;
        this.seed = seed;
        this.survivalTests = List.copyOf(survivalTests);
    }

    /** What a randomised model draws from when the attacker asks it: of the referee's tree, so that no attack can foresee it. */
    public Seed targetSeed() {
        return seed.derive("target");
    }

    /**
     * The model's answers to clean samples.
     *
     * @param samples positions in the test split: what the draws are keyed by
     * @param values the samples, one after the other
     * @return for each sample the label most often answered, or -1 when it was mostly rejected, and the logits of the
     *     first draw, and the mean score
     */
    public Clean clean(int[] samples, float[] values) {
        int[][] votes = new int[samples.length][model.classes() + 1];
        float[][] logits = new float[samples.length][];
        float[] score = new float[samples.length];
        int draws = model.randomised() ? DRAWS : 1;
        for (int draw = 0; draw < draws; draw++) {
            boolean first = draw == 0;
            evaluate(samples, values, "clean", draw, null, (i, output) -> {
                votes[i][answer(output) + 1]++;
                score[i] += output.score() / draws;
                if (first) {
                    logits[i] = output.logits().clone();
                }
            });
        }
        int[] labels = new int[samples.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = argmax(votes[i]) - 1;
        }
        return new Clean(labels, logits, score);
    }

    /**
     * The model's answers to clean samples.
     *
     * @param label the answer, -1 when rejected
     * @param logits those of the first draw
     * @param score the detector's, the mean of all draws
     */
    public record Clean(int[] label, float[][] logits, float[] score) {}

    /**
     * The classes that the attacker must reach: a matter of the samples and this referee, so that all attacks aim at the
     * same.
     *
     * @param samples positions in the test split
     * @param label the true classes
     * @param clean the answers to the clean samples
     * @return for each sample a class other than the label, or -1 when untargeted
     */
    public int[] goals(int[] samples, int[] label, Clean clean) {
        int[] goal = new int[samples.length];
        for (int i = 0; i < goal.length; i++) {
            goal[i] = switch (threatModel.goal()) {
                case UNTARGETED -> -1;
                case TARGETED_RANDOM -> {
                    int other = seed.derive("goal", samples[i]).draws().index(model.classes() - 1);
                    yield other < label[i] ? other : other + 1;
                }
                case TARGETED_LEAST_LIKELY -> leastLikely(clean.logits()[i], label[i]);
            };
        }
        return goal;
    }

    private static int leastLikely(float[] logits, int label) {
        int least = label == 0 ? 1 : 0;
        for (int c = 0; c < logits.length; c++) {
            if (c != label && logits[c] < logits[least]) {
                least = c;
            }
        }
        return least;
    }

    /** What an attack spent on each sample. */
    public record Costs(long[] queries, long[] gradients, long[] firstSuccess) {}

    /**
     * Judges final candidates.
     *
     * @param samples positions in the test split
     * @param label the true classes
     * @param goal the classes to reach, -1 when untargeted
     * @param clean the answers to the clean samples
     * @param originals the clean samples, one after the other
     * @param candidates the final candidates, one after the other; changed in place: clipped to [0,1], NaN replaced by the
     *     original value, and samples that are wrong or rejected when clean set to the original
     * @param costs what the meter says
     */
    public Outcomes judge(
            int[] samples, int[] label, int[] goal, Clean clean, float[] originals, float[] candidates, Costs costs) {
        if (threatModel.poseLimits() != null) {
            throw new IllegalArgumentException("Under a threat model of poses the referee judges poses, not pictures.");
        }
        clip(candidates, originals);
        restoreWrong(label, clean, originals, candidates);
        boolean[] eligible = eligible(samples.length, originals, candidates);
        return judge(samples, label, goal, clean, originals, candidates, costs, eligible, null);
    }

    /**
     * Judges final poses, which it renders from the clean samples itself.
     *
     * @param poses the final poses; changed in place: what is not a number, and samples that are wrong or rejected when
     *     clean, become {@link Pose#UPRIGHT}
     * @param rendered takes the pictures, one after the other
     * @throws IllegalArgumentException when values may be changed, or samples are no pictures
     */
    public Outcomes judge(
            int[] samples,
            int[] label,
            int[] goal,
            Clean clean,
            float[] originals,
            Pose[] poses,
            float[] rendered,
            Costs costs) {
        PoseLimits limits = threatModel.poseLimits();
        if (limits == null) {
            throw new IllegalArgumentException("Only under a threat model of poses does the referee judge poses.");
        }
        PoseWarp warp = new PoseWarp(model.shape());
        boolean[] eligible = new boolean[poses.length];
        for (int i = 0; i < poses.length; i++) {
            if (clean.label()[i] != label[i] || !poses[i].finite()) {
                poses[i] = Pose.UPRIGHT;
            }
            warp.render(poses[i], originals, i * warp.length(), rendered, i * warp.length());
            eligible[i] = Distances.within(Norm.POSE, limits.distance(poses[i]), threatModel.epsilon());
        }
        Outcomes.Poses columns = Outcomes.Poses.of(poses, limits);
        return judge(samples, label, goal, clean, originals, rendered, costs, eligible, columns);
    }

    private Outcomes judge(
            int[] samples,
            int[] label,
            int[] goal,
            Clean clean,
            float[] originals,
            float[] candidates,
            Costs costs,
            boolean[] eligible,
            Outcomes.@Nullable Poses poses) {
        int n = samples.length;
        float[][] distances = distances(n, originals, candidates);
        Tally tally = tally("judge", samples, label, goal, candidates);
        float[] wrong = new float[n];
        for (int i = 0; i < n; i++) {
            if (clean.label()[i] != label[i]) {
                wrong[i] = 1;
            } else {
                wrong[i] = eligible[i] ? tally.share(i) : 0;
            }
        }
        Map<String, float[]> survives = survives(samples, label, goal, wrong, candidates);
        return new Outcomes(
                samples,
                label,
                clean.label(),
                goal,
                tally.answers(),
                wrong,
                tally.margins(),
                distances[0],
                distances[1],
                distances[2],
                distances[3],
                costs.queries(),
                costs.gradients(),
                costs.firstSuccess(),
                survives,
                model.randomised() ? redrawn(samples, label, goal, clean, eligible, candidates) : null,
                model.threshold() == Float.POSITIVE_INFINITY
                        ? null
                        : new Outcomes.Detection(model.threshold(), clean.score(), tally.scores()),
                poses);
    }

    /** What the model's answers to candidates come to, over all draws. */
    private static final class Tally {
        private final int draws;
        private final int[] won;
        private final int[][] votes;
        private final double[] margin;
        private final double[] score;

        Tally(int n, int classes, int draws) {
            this.draws = draws;
            won = new int[n];
            votes = new int[n][classes + 1];
            margin = new double[n];
            score = new double[n];
        }

        float share(int i) {
            return (float) won[i] / draws;
        }

        int[] answers() {
            return Arrays.stream(votes).mapToInt(one -> argmax(one) - 1).toArray();
        }

        float[] margins() {
            return means(margin);
        }

        float[] scores() {
            return means(score);
        }

        private float[] means(double[] sums) {
            float[] means = new float[sums.length];
            for (int i = 0; i < means.length; i++) {
                means[i] = (float) (sums[i] / draws);
            }
            return means;
        }
    }

    private Tally tally(String purpose, int[] samples, int[] label, int[] goal, float[] candidates) {
        Tally tally = new Tally(samples.length, model.classes(), model.randomised() ? DRAWS : 1);
        for (int draw = 0; draw < tally.draws; draw++) {
            evaluate(samples, candidates, purpose, draw, null, (i, output) -> {
                int answer = answer(output);
                tally.votes[i][answer + 1]++;
                tally.won[i] += won(answer, label[i], goal[i]) ? 1 : 0;
                tally.margin[i] += margin(output.logits(), label[i]);
                tally.score[i] += output.score();
            });
        }
        return tally;
    }

    /** The shares of draws that have nothing to do with those that a candidate may be chosen by. */
    private float[] redrawn(
            int[] samples, int[] label, int[] goal, Clean clean, boolean[] eligible, float[] candidates) {
        float[] share = new float[samples.length];
        int[] open = IntStream.range(0, samples.length)
                .filter(i -> clean.label()[i] == label[i] && eligible[i])
                .toArray();
        Tally tally = tally(
                "redraw",
                picked(open, samples),
                picked(open, label),
                picked(open, goal),
                rows(open, candidates, samples.length));
        for (int i = 0; i < samples.length; i++) {
            share[i] = clean.label()[i] == label[i] ? 0 : 1;
        }
        for (int k = 0; k < open.length; k++) {
            share[open[k]] = tally.share(k);
        }
        return share;
    }

    private static int[] picked(int[] rows, int[] column) {
        return Arrays.stream(rows).map(row -> column[row]).toArray();
    }

    /** Some of {@code n} samples' values, one after the other. */
    private static float[] rows(int[] rows, float[] values, int n) {
        int length = n == 0 ? 0 : values.length / n;
        float[] some = new float[rows.length * length];
        for (int k = 0; k < rows.length; k++) {
            System.arraycopy(values, rows[k] * length, some, k * length, length);
        }
        return some;
    }

    /** Brings candidates into [0,1], in place; NaN becomes the original value. */
    public static void clip(float[] candidates, float[] originals) {
        for (int i = 0; i < candidates.length; i++) {
            float value = candidates[i];
            candidates[i] = Float.isNaN(value) ? originals[i] : Math.min(1f, Math.max(0f, value));
        }
    }

    /** What is lost when clean is the attacker's at distance 0, whatever was handed in. */
    private static void restoreWrong(int[] label, Clean clean, float[] originals, float[] candidates) {
        int length = label.length == 0 ? 0 : originals.length / label.length;
        for (int i = 0; i < label.length; i++) {
            if (clean.label()[i] != label[i]) {
                System.arraycopy(originals, i * length, candidates, i * length, length);
            }
        }
    }

    private float[][] distances(int n, float[] originals, float[] candidates) {
        int length = n == 0 ? 0 : originals.length / n;
        Norm[] norms = {Norm.LINF, Norm.L2, Norm.L1, Norm.L0};
        float[][] result = new float[norms.length][n];
        for (int k = 0; k < norms.length; k++) {
            for (int i = 0; i < n; i++) {
                result[k][i] = (float) Distances.of(norms[k], originals, i * length, candidates, i * length, length);
            }
        }
        return result;
    }

    private boolean[] eligible(int n, float[] originals, float[] candidates) {
        int length = n == 0 ? 0 : originals.length / n;
        boolean[] eligible = new boolean[n];
        for (int i = 0; i < n; i++) {
            double distance = Distances.of(threatModel.norm(), originals, i * length, candidates, i * length, length);
            eligible[i] = Distances.within(threatModel.norm(), distance, threatModel.epsilon());
        }
        return eligible;
    }

    /** Only what was broken can survive: the others are not evaluated. */
    private Map<String, float[]> survives(int[] samples, int[] label, int[] goal, float[] wrong, float[] candidates) {
        int[] broken =
                IntStream.range(0, samples.length).filter(i -> wrong[i] > 0).toArray();
        int[] brokenSamples = picked(broken, samples);
        float[] values = rows(broken, candidates, samples.length);
        Map<String, float[]> survives = new TreeMap<>();
        for (SurvivalTest test : survivalTests) {
            int[] won = new int[broken.length];
            int draws = test.stage().randomised() || model.randomised() ? SURVIVAL_DRAWS : 1;
            for (int draw = 0; draw < draws; draw++) {
                evaluate(
                        brokenSamples,
                        values,
                        "survival:" + test.label(),
                        draw,
                        test,
                        (k, output) -> won[k] += won(answer(output), label[broken[k]], goal[broken[k]]) ? 1 : 0);
            }
            float[] share = new float[samples.length];
            Arrays.fill(share, -1);
            for (int k = 0; k < broken.length; k++) {
                share[broken[k]] = (float) won[k] / draws;
            }
            survives.put(test.label(), share);
        }
        return survives;
    }

    /**
     * What becomes of adversarial examples that are saved as pictures of 256 levels a value.
     *
     * @param broken samples right when clean whose final candidate won
     * @param lost how many of these do not win any more
     */
    public record Rounding(int broken, int lost) {}

    /**
     * Judges what was broken once more, rounded.
     *
     * @param outcomes of these candidates
     * @param candidates the final candidates, one after the other
     */
    public Rounding rounding(Outcomes outcomes, float[] candidates) {
        int[] broken = IntStream.range(0, outcomes.size())
                .filter(i -> outcomes.cleanCorrect(i) && outcomes.reported(i) >= MOSTLY)
                .toArray();
        float[] values = rows(broken, candidates, outcomes.size());
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.rint(values[i] * LEVELS) / LEVELS;
        }
        int[] won = new int[broken.length];
        int draws = model.randomised() ? SURVIVAL_DRAWS : 1;
        for (int draw = 0; draw < draws; draw++) {
            evaluate(
                    picked(broken, outcomes.sample()),
                    values,
                    "rounding",
                    draw,
                    null,
                    (k, output) -> won[k] +=
                            won(answer(output), outcomes.label()[broken[k]], outcomes.goal()[broken[k]]) ? 1 : 0);
        }
        int lost = (int) Arrays.stream(won).filter(one -> one < MOSTLY * draws).count();
        return new Rounding(broken.length, lost);
    }

    @FunctionalInterface
    private interface Sink {
        void take(int i, Output output);
    }

    private void evaluate(
            int[] samples, float[] values, String purpose, int draw, @Nullable SurvivalTest through, Sink sink) {
        int n = samples.length;
        int length = n == 0 ? 0 : values.length / n;
        int block = model.block();
        long[] shape = new long[model.shape().length + 1];
        System.arraycopy(model.shape(), 0, shape, 1, model.shape().length);
        shape[0] = block;
        float[] chunk = new float[block * length];
        try (INDArray array = Nd4j.create(DataType.FLOAT, shape)) {
            for (int from = 0; from < n; from += block) {
                int start = from;
                int size = Math.min(block, n - from);
                System.arraycopy(values, from * length, chunk, 0, size * length);
                INDArray x = array.get(NDArrayIndex.interval(0, size));
                Floats.put(chunk, x);
                RowDraws own =
                        row -> seed.derive(purpose, samples[start + row], draw).draws();
                INDArray seen = through == null ? x : through.stage().forward(x, own);
                RowDraws models = row -> seed.derive(purpose + ":model", samples[start + row], draw)
                        .draws();
                List<Output> outputs = model.forward(seen, models);
                for (int i = 0; i < size; i++) {
                    sink.take(start + i, outputs.get(i));
                }
            }
        }
    }

    private int answer(Output output) {
        return output.score() > model.threshold() ? -1 : argmax(output.logits());
    }

    private static boolean won(int answer, int label, int goal) {
        return answer >= 0 && (goal < 0 ? answer != label : answer == goal);
    }

    /** The logit of a label minus the greatest other. */
    public static float margin(float[] logits, int label) {
        float other = Float.NEGATIVE_INFINITY;
        for (int c = 0; c < logits.length; c++) {
            other = c == label ? other : Math.max(other, logits[c]);
        }
        return logits[label] - other;
    }

    /** The first position of the greatest value. */
    public static int argmax(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    private static int argmax(int[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
