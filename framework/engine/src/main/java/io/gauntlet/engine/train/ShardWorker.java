package io.gauntlet.engine.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Draws;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.Feedback;
import io.gauntlet.api.defense.Objective;
import io.gauntlet.api.defense.Shard;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Network;
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
    /** Those of other networks that a defense asked for. */
    private final IdentityHashMap<Network, Model> others = new IdentityHashMap<>();

    private final List<CompiledNetwork> followers = new ArrayList<>();
    private final Assessment assessment;
    /** For each input of the objective. */
    private final List<RowViews> images = new ArrayList<>();

    private final INDArray allTargets;
    private final RowViews targets;
    /** The sum of the gradients by the parameters over the inputs; null where there is one. */
    private final @Nullable INDArray summed;

    private final List<List<MinibatchStatistics>> statistics = new ArrayList<>();
    private final float[] pixels;
    private final float[] wanted;
    private final int number;
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
     * @param number which of the shards
     * @param block the most samples of a shard
     */
    ShardWorker(CompiledNetwork trained, Objective objective, int number, int block, long updates, Seed seed) {
        this.number = number;
        this.updates = updates;
        this.seed = seed;
        network = trained.learner(block);
        evaluated = trained.normalises() ? trained.follower(block) : network;
        model = Models.borrowing(DefendedModel.of(evaluated), network.inputShape());
        Plan plan = network.plan();
        assessment = new Assessment(objective, block, network.classes());
        for (int k = 0; k < assessment.inputs(); k++) {
            images.add(new RowViews(Memory.zeros(plan.input().shape())));
        }
        allTargets = Memory.zeros(plan.logits().shape());
        targets = new RowViews(allTargets);
        summed = assessment.inputs() > 1 ? Memory.zeros(plan.parameterGradient().shape()) : null;
        pixels = new float[(int) plan.input().length()];
        wanted = new float[(int) allTargets.length()];
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
        int last = assessment.inputs() - 1;
        for (int k = 0; k <= last; k++) {
            assessment.answered(k, network.forwardBlock(images(k)), size());
            saw(k);
        }
        Memory.read(targets(), 0, wanted, 0, size() * network.classes());
        loss = assessment.assess(wanted, labels, 1f / batch);
        right = assessment.right();
        if (!Double.isFinite(loss)) {
            throw new NonFiniteException("loss", "a sample of the minibatch");
        }
        for (int k = last; k >= 0; k--) {
            if (k < last) {
                network.forwardBlock(images(k));
            }
            learn(k, k == last);
        }
        if (augmentation instanceof Feedback feedback) {
            assessment.write(0, network.plan().logitsGradient());
            network.plan().backward();
            feedback.learned(this, RowViews.rows(network.plan().inputGradient(), 0, size()));
        }
    }

    /** Keeps what the normalisations saw at an input: the next forward pass writes over it. */
    private void saw(int input) {
        if (input == 0) {
            statistics.clear();
        }
        List<MinibatchStatistics> seen = network.plan().statistics();
        statistics.add(
                assessment.inputs() == 1
                        ? seen
                        : seen.stream().map(MinibatchStatistics::copy).toList());
    }

    /** Backward through one input. Whether the gradient is finite shows in the updated parameters. */
    private void learn(int input, boolean first) {
        Plan plan = network.plan();
        assessment.write(input, plan.logitsGradient());
        plan.learn();
        if (summed != null && first) {
            summed.assign(plan.parameterGradient());
        } else if (summed != null) {
            summed.addi(plan.parameterGradient());
        }
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
        for (int k = 0; k < assessment.inputs(); k++) {
            Memory.write(pixels, 0, images(k), 0, n * length);
        }
        Memory.write(wanted, 0, targets(), 0, n * classes);
    }

    /** The gradient of the last {@link #learn}. The array itself. */
    INDArray parameterGradient() {
        return summed == null ? network.plan().parameterGradient() : summed;
    }

    /** What the normalisations saw in the last {@link #learn}, at each input. */
    List<List<MinibatchStatistics>> statistics() {
        return statistics;
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
    public int number() {
        return number;
    }

    @Override
    public INDArray images() {
        return images(0);
    }

    @Override
    public INDArray images(int input) {
        if (input < 0 || input >= images.size()) {
            throw new IllegalArgumentException(
                    "The objective takes " + images.size() + " inputs; there is no input " + input + ".");
        }
        return images.get(input).first(size());
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
    public Model model(Network other) {
        return others.computeIfAbsent(other, this::follow);
    }

    private Model follow(Network other) {
        CompiledNetwork follower = EngineTraining.own(other).follower(network.block());
        followers.add(follower);
        return Models.borrowing(DefendedModel.of(follower), follower.inputShape());
    }

    @Override
    public void close() {
        others.values().forEach(Model::close);
        followers.forEach(CompiledNetwork::close);
        model.close();
        evaluated.close();
        network.close();
        images.forEach(view -> view.first(network.block()).close());
        allTargets.close();
        if (summed != null) {
            summed.close();
        }
    }
}
