package io.gauntlet.engine.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;
import io.gauntlet.api.defense.AfterEpoch;
import io.gauntlet.api.defense.AfterUpdate;
import io.gauntlet.api.defense.TrainingCurve;
import io.gauntlet.api.defense.TrainingHooks;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.NonFiniteException;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.layout.Role;
import io.gauntlet.engine.network.CompiledNetwork;
import io.gauntlet.engine.plan.Parameters;

/** One run of the optimiser over a network. */
final class Fitting implements AutoCloseable {
    private final Parameters parameters;
    private final TrainingOptions options;
    private final TrainingHooks hooks;
    private final Examples data;
    private final Examples calibration;
    private final Seed seed;
    private final Progress progress;
    private final ShardPool pool;
    private final CheckpointLog log;
    private final List<ShardWorker> shards = new ArrayList<>();
    private final List<RangeUpdate> ranges = new ArrayList<>();
    private final List<SlotWeights> weights = new ArrayList<>();
    private final FitState state = new FitState();
    private final Updater updater;
    private final RunningStatistics running;
    private final float[] values;
    /** How many updates an epoch has. */
    private final int perEpoch;

    Fitting(
            CompiledNetwork network,
            TrainingOptions options,
            TrainingHooks hooks,
            Splits splits,
            Seed seed,
            Progress progress,
            ShardPool pool,
            CheckpointLog log,
            int shardCount) {
        this.options = options;
        this.hooks = hooks;
        this.seed = seed;
        this.progress = progress;
        this.pool = pool;
        this.log = log;
        data = splits.train();
        calibration = splits.calibration();
        parameters = network.parameters();
        ParameterLayout layout = parameters.layout();
        int minibatches = (data.size() + options.batch() - 1) / options.batch();
        perEpoch = Math.multiplyExact(minibatches, options.replays());
        updater = new Updater(options, layout);
        running = new RunningStatistics(layout);
        values = parameters.values();
        int learned = (int) layout.learned();
        int block = (options.batch() + shardCount - 1) / shardCount;
        for (int i = 0; i < shardCount; i++) {
            shards.add(new ShardWorker(network, hooks.objective(), i, block, updates(), seed));
            ranges.add(new RangeUpdate(split(learned, i, shardCount), split(learned, i + 1, shardCount)));
        }
        for (ParameterLayout.Slot slot : layout.slots()) {
            if (slot.role() == Role.WEIGHTS) {
                weights.add(new SlotWeights(values, slot, layout.layer(slot.node())));
            }
        }
    }

    private long updates() {
        return (long) perEpoch * options.epochs();
    }

    TrainingCurve run() {
        log.resume(state, values, updater);
        parameters.write(values);
        while (!state.finished) {
            epoch();
            if (log.due() && !state.finished) {
                log.write(state, values, updater);
            }
        }
        if (state.kept != null) {
            parameters.write(state.kept);
            log.finish(state, state.kept);
        } else {
            log.finish(state, values);
        }
        return state.curve();
    }

    private void epoch() {
        int epoch = state.epoch();
        int[] order = seed.derive("order", epoch).draws().permutation(data.size());
        long begun = (long) epoch * perEpoch;
        long seen = 0;
        while (state.update < begun + perEpoch) {
            int from = (int) ((state.update - begun) / options.replays()) * options.batch();
            int to = Math.min(order.length, from + options.batch());
            update(Arrays.copyOfRange(order, from, to), epoch);
            for (ShardWorker shard : shards) {
                state.loss += shard.loss();
                state.right += shard.right();
            }
            seen = samples(state.update - begun);
            report(epoch, seen);
            if (state.update < begun + perEpoch && log.due()) {
                log.write(state, values, updater);
            }
        }
        state.add(state.loss / seen, (double) state.right / seen);
        afterEpoch(epoch);
    }

    private void afterEpoch(int epoch) {
        state.finished = epoch + 1 == options.epochs();
        if (calibration.size() > 0) {
            state.add(Accuracy.of(shards.stream().map(ShardWorker::evaluated).toList(), calibration, pool));
        }
        if (hooks.afterEpoch() != AfterEpoch.NONE) {
            hooks.afterEpoch()
                    .apply(new EpochEnd(epoch, state, values, shards.get(0).model()));
        }
    }

    /** How many samples the first updates of an epoch learn from, each time anew. */
    private long samples(long updates) {
        long whole = updates / options.replays();
        long before = Math.min(data.size(), whole * options.batch());
        long after = Math.min(data.size(), (whole + 1) * options.batch());
        return before * options.replays() + (after - before) * (updates % options.replays());
    }

    private void update(int[] batch, int epoch) {
        long number = state.update;
        try {
            step(batch, epoch);
        } catch (NonFiniteException e) {
            throw new NonFiniteException("update " + number + " (epoch " + (epoch + 1) + ")", e);
        }
    }

    private void step(int[] batch, int epoch) {
        int count = shards.size();
        List<Runnable> learning = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            ShardWorker shard = shards.get(s);
            int[] part = Arrays.copyOfRange(batch, split(batch.length, s, count), split(batch.length, s + 1, count));
            learning.add(() -> shard.learn(data, part, epoch, state.update, batch.length, hooks.augmentation()));
        }
        pool.run(learning);

        double rate = options.rate(state.update, updates());
        List<INDArray> gradients =
                shards.stream().map(ShardWorker::parameterGradient).toList();
        List<Runnable> updating = new ArrayList<>();
        for (RangeUpdate range : ranges) {
            updating.add(() -> range.run(updater, values, parameters, gradients, state.update, rate));
        }
        pool.run(updating);
        follow();
        afterUpdate();
        parameters.changed();
        state.update++;
    }

    /** Running statistics follow what the shards saw. */
    private void follow() {
        int learned = (int) parameters.layout().learned();
        if (learned < values.length) {
            running.update(
                    values,
                    shards.stream()
                            .filter(shard -> shard.size() > 0)
                            .flatMap(shard -> shard.statistics().stream())
                            .toList());
            parameters.overwrite(values, learned, values.length);
        }
    }

    private void afterUpdate() {
        if (hooks.afterUpdate() == AfterUpdate.NONE) {
            return;
        }
        hooks.afterUpdate().apply(state.update, List.copyOf(weights));
        for (SlotWeights layer : weights) {
            if (layer.takeOver()) {
                parameters.overwrite(values, layer.from(), layer.to());
            }
        }
    }

    /** Where the s-th of {@code count} nearly equal parts begins. */
    private static int split(int length, int s, int count) {
        return (int) ((long) length * s / count);
    }

    private void report(int epoch, long samples) {
        TrainingCurve before = state.curve();
        progress.report(
                (double) state.update / updates(),
                String.format(
                        Locale.ROOT,
                        "loss %.3f, accuracy %.1f %%%s%s, epoch %d of %d",
                        state.loss / samples,
                        100.0 * state.right / samples,
                        latest("calibration", before.calibration()),
                        latest("robust", before.robust()),
                        epoch + 1,
                        options.epochs()));
    }

    private static String latest(String what, List<Double> shares) {
        return shares.isEmpty()
                ? ""
                : String.format(Locale.ROOT, ", %s %.1f %%", what, 100 * shares.get(shares.size() - 1));
    }

    @Override
    public void close() {
        shards.forEach(ShardWorker::close);
    }
}
