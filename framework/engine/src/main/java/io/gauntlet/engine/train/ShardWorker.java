package io.gauntlet.engine.train;

import java.util.Arrays;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Draws;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.Shard;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.NonFiniteException;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.model.Models;
import io.gauntlet.engine.network.CompiledNetwork;
import io.gauntlet.engine.network.RowViews;
import io.gauntlet.engine.plan.MinibatchStatistics;
import io.gauntlet.engine.plan.Plan;

/** One of the shards that each minibatch is split into: its arrays, its own plan, and what a defense sees of it. */
final class ShardWorker implements Shard, AutoCloseable {
    /** Learns: its normalisations use the shard's statistics. */
    private final CompiledNetwork network;
    /** The network as it stands in evaluation mode: the same instance where that makes no difference. */
    private final CompiledNetwork evaluated;

    private final Model model;
    private final INDArray allImages;
    private final INDArray allTargets;
    private final RowViews images;
    private final RowViews targets;
    private final float[] pixels;
    private final float[] wanted;
    private final float[] logits;
    private final long updates;
    private final Seed seed;
    private int[] labels = new int[0];
    private int[] examples = new int[0];
    private int epoch;
    private long update;
    private double loss;
    private int right;

    /**
     * @param trained whose parameters are learned
     * @param block the most samples of a shard
     */
    ShardWorker(CompiledNetwork trained, int block, long updates, Seed seed) {
        this.updates = updates;
        this.seed = seed;
        network = trained.learner(block);
        evaluated = trained.normalises() ? trained.follower(block) : network;
        model = Models.borrowing(DefendedModel.of(evaluated), network.inputShape());
        Plan plan = network.plan();
        allImages = Memory.zeros(plan.input().shape());
        allTargets = Memory.zeros(plan.logits().shape());
        images = new RowViews(allImages);
        targets = new RowViews(allTargets);
        pixels = new float[(int) allImages.length()];
        wanted = new float[(int) allTargets.length()];
        logits = new float[wanted.length];
    }

    /**
     * Learns from some examples of a minibatch of {@code batch}: leaves the gradient of their part of the mean loss in
     * {@link #parameterGradient}.
     */
    void learn(Examples data, int[] indices, int epochNow, long updateNow, int batch, Augmentation augmentation) {
        epoch = epochNow;
        update = updateNow;
        loss = 0;
        right = 0;
        examples = indices;
        if (indices.length == 0) {
            INDArray gradient = parameterGradient();
            Memory.clear(gradient, 0, gradient.length());
            return;
        }
        load(data);
        augmentation.apply(this);
        int n = size();
        int classes = network.classes();
        INDArray out = network.forwardBlock(images());
        Memory.read(out, 0, logits, 0, n * classes);
        Memory.read(targets(), 0, wanted, 0, n * classes);
        Arrays.fill(logits, n * classes, logits.length, 0f);
        for (int i = 0; i < n; i++) {
            int at = i * classes;
            if (SoftTargets.largest(logits, at, classes) == SoftTargets.largest(wanted, at, classes)) {
                right++;
            }
            loss += SoftTargets.apply(logits, wanted, at, classes, 1f / batch);
        }
        if (!Double.isFinite(loss)) {
            throw diverged();
        }
        Plan plan = network.plan();
        Memory.write(logits, 0, plan.logitsGradient(), 0, logits.length);
        // Whether the gradient is finite shows in the updated parameters.
        plan.learn();
    }

    private NonFiniteException diverged() {
        return new NonFiniteException("training loss", "update " + update + " of epoch " + epoch);
    }

    private void load(Examples data) {
        int n = examples.length;
        int length = data.length();
        int classes = network.classes();
        if (labels.length != n) {
            labels = new int[n];
        }
        Arrays.fill(wanted, 0f);
        for (int i = 0; i < n; i++) {
            data.read(examples[i], pixels, i * length);
            labels[i] = data.label(examples[i]);
            wanted[i * classes + labels[i]] = 1f;
        }
        Memory.write(pixels, 0, images(), 0, n * length);
        Memory.write(wanted, 0, targets(), 0, n * classes);
    }

    /** The gradient of the last {@link #learn}. The array itself. */
    INDArray parameterGradient() {
        return network.plan().parameterGradient();
    }

    /** What the normalisations saw in the last {@link #learn}. */
    List<MinibatchStatistics> statistics() {
        return network.plan().statistics();
    }

    /** The network as it stands, in evaluation mode. */
    CompiledNetwork evaluated() {
        return evaluated;
    }

    /** The sum of the last shard's losses. */
    double loss() {
        return loss;
    }

    /** How many of the last shard's samples were answered rightly. */
    int right() {
        return right;
    }

    @Override
    public int size() {
        return examples.length;
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public long update() {
        return update;
    }

    @Override
    public long updates() {
        return updates;
    }

    @Override
    public INDArray images() {
        return images.first(size());
    }

    @Override
    public int[] labels() {
        return labels;
    }

    @Override
    public INDArray targets() {
        return targets.first(size());
    }

    @Override
    public Draws draws(int sample, String purpose) {
        return seed.derive(purpose, epoch, examples[sample]).draws();
    }

    @Override
    public INDArray gradient(INDArray x, Loss wantedLoss) {
        return model.gradient(x, RowDraws.none(), (i, output, into) -> wantedLoss.apply(output, labels[i], -1, into));
    }

    @Override
    public Model model() {
        return model;
    }

    @Override
    public void close() {
        model.close();
        evaluated.close();
        network.close();
        allImages.close();
        allTargets.close();
    }
}
