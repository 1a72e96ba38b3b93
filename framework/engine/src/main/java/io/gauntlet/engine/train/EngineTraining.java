package io.gauntlet.engine.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;
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

    private final String architecture;
    private final Blueprint blueprint;
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
     * @param base what an earlier training learned
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
     * @param base what an earlier training learned
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
        this.architecture = architecture.description().id();
        this.splits = splits;
        this.seed = seed;
        this.base = base;
        this.progress = progress;
        this.pool = pool;
        Examples train = splits.train();
        blueprint = DefinitionReader.read(
                architecture.define(train.shape(), train.classes()), train.shape(), train.classes());
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
        return architecture;
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
        float[] values = new ParameterLayout(blueprint).draw(weights);
        return CompiledNetwork.of(architecture, blueprint, values, CompiledNetwork.DEFAULT_BLOCK);
    }

    @Override
    public TrainingCurve fit(Network network, TrainingOptions options, TrainingHooks hooks) {
        CompiledNetwork compiled = own(network);
        long number = fittings++;
        Seed ofFit = seed.derive("fit", number);
        CheckpointLog log = new CheckpointLog(
                checkpoints, "fit-" + number, Fingerprint.of(compiled, options, splits.train(), ofFit, SHARDS), hooks);
        try (Fitting fitting = new Fitting(compiled, options, hooks, splits, ofFit, progress, pool, log, SHARDS)) {
            return fitting.run();
        }
    }

    @Override
    public double evaluate(Network network, Examples examples) {
        CompiledNetwork compiled = own(network);
        List<CompiledNetwork> instances = new ArrayList<>();
        for (int i = 0; i < SHARDS; i++) {
            instances.add(compiled.follower(compiled.block()));
        }
        try {
            return Accuracy.of(instances, examples, pool);
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
