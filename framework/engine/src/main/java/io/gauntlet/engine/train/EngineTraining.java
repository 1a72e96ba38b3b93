package io.gauntlet.engine.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;
import io.gauntlet.api.defense.Encoding;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingCurve;
import io.gauntlet.api.defense.TrainingHooks;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Architecture;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.DefinitionReader;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.network.CompiledNetwork;

/** What a defense, or an attack that fits, trains with. */
public final class EngineTraining implements Training {
    /** How many shards a minibatch is split into. Part of a training's record: results depend on it. */
    public static final int SHARDS = 2;

    private final Architecture architecture;
    private final Blueprint blueprint;
    private final IdentityHashMap<Network, Encoding> encodings = new IdentityHashMap<>();
    private final Splits splits;
    private final Seed seed;
    private final Optional<Parts> base;
    private final Progress progress;
    private final ShardPool pool;
    private final Checkpoints checkpoints;
    private long fittings;

    /**
     * A training.
     *
     * @param architecture of the networks it makes
     * @param splits what it may learn from; the train split tells shape and classes
     * @param seed of everything drawn
     * @param base what an earlier training learned, if this one begins with it: where that is one network, those that are
     *     created like it begin with its weights
     * @param progress where to report; stops the training by throwing
     * @param pool computes the shards
     * @throws io.gauntlet.engine.layout.UnsupportedLayerException when the architecture cannot be computed
     */
    public EngineTraining(
            Architecture architecture,
            Splits splits,
            Seed seed,
            Optional<Parts> base,
            Progress progress,
            ShardPool pool) {
        this(architecture, splits, seed, base, progress, pool, Checkpoints.NONE);
    }

    /**
     * A training that goes on where an earlier process was interrupted.
     *
     * @param architecture of the networks it makes
     * @param splits what it may learn from; the train split tells shape and classes
     * @param seed of everything drawn
     * @param base what an earlier training learned, if this one begins with it: where that is one network, those that are
     *     created like it begin with its weights
     * @param progress where to report; stops the training by throwing
     * @param pool computes the shards
     * @param checkpoints where that process wrote down what it had, and this one will
     * @throws io.gauntlet.engine.layout.UnsupportedLayerException when the architecture cannot be computed
     */
    public EngineTraining(
            Architecture architecture,
            Splits splits,
            Seed seed,
            Optional<Parts> base,
            Progress progress,
            ShardPool pool,
            Checkpoints checkpoints) {
        this(new DefenderSplits(splits), architecture, seed, base, progress, pool, checkpoints);
    }

    /** @param splits those that may be used, whoever trains */
    private EngineTraining(
            Splits splits,
            Architecture architecture,
            Seed seed,
            Optional<Parts> base,
            Progress progress,
            ShardPool pool,
            Checkpoints checkpoints) {
        this.checkpoints = checkpoints;
        this.architecture = architecture;
        this.splits = splits;
        this.seed = seed;
        this.base = base;
        this.progress = progress;
        this.pool = pool;
        this.blueprint = blueprint(splits.train().shape());
    }

    private Blueprint blueprint(long[] shape) {
        int classes = splits.train().classes();
        return DefinitionReader.read(architecture.define(shape, classes), shape, classes);
    }

    /**
     * A training of an attacker, which has nothing but the examples it is given.
     *
     * @param architecture of the networks it makes
     * @param examples to learn from
     * @param seed of everything drawn
     * @param progress where to report; stops the training by throwing
     * @param pool computes the shards
     * @param checkpoints where an interrupted process wrote down what it had, and this one will
     * @throws io.gauntlet.engine.layout.UnsupportedLayerException when the architecture cannot be computed
     */
    public static EngineTraining ofAttacker(
            Architecture architecture,
            Examples examples,
            Seed seed,
            Progress progress,
            ShardPool pool,
            Checkpoints checkpoints) {
        return new EngineTraining(
                new AttackerSplits(examples), architecture, seed, Optional.empty(), progress, pool, checkpoints);
    }

    @Override
    public Splits splits() {
        return splits;
    }

    @Override
    public String architecture() {
        return architecture.description().id();
    }

    @Override
    public Optional<Parts> base() {
        return base;
    }

    @Override
    public Seed seed() {
        return seed;
    }

    @Override
    public Progress progress() {
        return progress;
    }

    @Override
    public Network create(Seed weights) {
        return create(weights, blueprint);
    }

    @Override
    public Network create(Seed weights, Encoding encoding) {
        Network network =
                create(weights, blueprint(encoding.shape(splits.train().shape())));
        encodings.put(network, encoding);
        return network;
    }

    private Network create(Seed weights, Blueprint of) {
        float[] values = former(of).orElseGet(() -> new ParameterLayout(of).draw(weights));
        return CompiledNetwork.of(architecture(), of, values, CompiledNetwork.DEFAULT_BLOCK);
    }

    /** The weights of the only network of the base, if it is built like this. */
    private Optional<float[]> former(Blueprint of) {
        return base.map(parts -> parts.networks().values())
                .filter(networks -> networks.size() == 1)
                .map(networks -> own(networks.iterator().next()).parameters())
                .filter(parameters -> alike(parameters.layout().slots(), new ParameterLayout(of).slots()))
                .map(parameters -> parameters.values().clone());
    }

    private static boolean alike(List<ParameterLayout.Slot> slots, List<ParameterLayout.Slot> others) {
        return slots.size() == others.size()
                && IntStream.range(0, slots.size())
                        .allMatch(i -> slots.get(i).name().equals(others.get(i).name())
                                && Arrays.equals(
                                        slots.get(i).shape(), others.get(i).shape()));
    }

    @Override
    public TrainingCurve fit(Network network, TrainingOptions options, TrainingHooks hooks) {
        CompiledNetwork compiled = own(network);
        Encoding encoding = encodings.get(network);
        Splits seen = encoding == null ? splits : new EncodedSplits(splits, encoding);
        long number = fittings++;
        Seed ofFit = seed.derive("fit", number);
        CheckpointLog log = new CheckpointLog(
                checkpoints, "fit-" + number, Fingerprint.of(compiled, options, seen.train(), ofFit, SHARDS), hooks);
        try (Fitting fitting = new Fitting(compiled, options, hooks, seen, ofFit, progress, pool, log, SHARDS)) {
            return fitting.run();
        }
    }

    @Override
    public double evaluate(Network network, Examples examples) {
        CompiledNetwork compiled = own(network);
        Encoding encoding = encodings.get(network);
        Examples seen = encoding == null ? examples : new EncodedExamples(examples, encoding);
        List<CompiledNetwork> instances = new ArrayList<>();
        for (int i = 0; i < SHARDS; i++) {
            instances.add(compiled.follower(compiled.block()));
        }
        try {
            return Accuracy.of(instances, seen, pool);
        } finally {
            instances.forEach(CompiledNetwork::close);
        }
    }

    /** @throws IllegalArgumentException when a training did not create the network */
    static CompiledNetwork own(Network network) {
        if (!(network instanceof CompiledNetwork compiled)) {
            throw new IllegalArgumentException("Only networks that the training created can be trained or asked.");
        }
        return compiled;
    }
}
