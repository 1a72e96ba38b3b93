package io.gauntlet.engine.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.TrainingCurve;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.NonFiniteException;
import io.gauntlet.engine.network.CompiledNetwork;

/** One run of the optimiser over a network. */
final class Fitting implements AutoCloseable {
    private final CompiledNetwork network;
    private final TrainingOptions options;
    private final Examples data;
    private final Seed seed;
    private final Progress progress;
    private final ShardPool pool;
    private final List<ShardWorker> shards = new ArrayList<>();
    private final Updater updater;
    private final float[] parameters;
    private final int perEpoch;
    private long update;

    Fitting(
            CompiledNetwork network,
            TrainingOptions options,
            Examples data,
            Seed seed,
            Progress progress,
            ShardPool pool,
            int shardCount) {
        this.network = network;
        this.options = options;
        this.data = data;
        this.seed = seed;
        this.progress = progress;
        this.pool = pool;
        perEpoch = (data.size() + options.batch() - 1) / options.batch();
        updater = new Updater(options, network.parameters().layout());
        parameters = network.parameters().values();
        int block = (options.batch() + shardCount - 1) / shardCount;
        for (int i = 0; i < shardCount; i++) {
            shards.add(new ShardWorker(network.learner(block), updates(), seed));
        }
    }

    private long updates() {
        return (long) perEpoch * options.epochs();
    }

    TrainingCurve run(Augmentation augmentation) {
        List<Double> losses = new ArrayList<>();
        List<Double> accuracies = new ArrayList<>();
        for (int epoch = 0; epoch < options.epochs(); epoch++) {
            int[] order = seed.derive("order", epoch).draws().permutation(data.size());
            double loss = 0;
            long right = 0;
            for (int from = 0; from < order.length; from += options.batch()) {
                int[] batch = Arrays.copyOfRange(order, from, Math.min(order.length, from + options.batch()));
                step(batch, epoch, augmentation);
                for (ShardWorker shard : shards) {
                    loss += shard.loss();
                    right += shard.right();
                }
                report(epoch, loss / (from + batch.length));
            }
            losses.add(loss / order.length);
            accuracies.add((double) right / order.length);
        }
        return new TrainingCurve(losses, accuracies);
    }

    private void step(int[] batch, int epoch, Augmentation augmentation) {
        int count = shards.size();
        List<Runnable> learning = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            ShardWorker shard = shards.get(s);
            int[] part = Arrays.copyOfRange(batch, split(batch.length, s, count), split(batch.length, s + 1, count));
            learning.add(() -> shard.learn(data, part, epoch, update, batch.length, augmentation));
        }
        pool.run(learning);

        double rate = options.rate(update, updates());
        int learned = (int) network.parameters().layout().learned();
        List<Runnable> updating = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            int from = split(learned, s, count);
            int to = split(learned, s + 1, count);
            updating.add(() -> update(rate, from, to));
        }
        pool.run(updating);
        network.parameters().changed();
        update++;
    }

    /** Where the s-th of {@code count} nearly equal parts begins. */
    private static int split(int length, int s, int count) {
        return (int) ((long) length * s / count);
    }

    private void update(double rate, int from, int to) {
        float[] sum = shards.get(0).parameterGradient();
        for (ShardWorker shard : shards.subList(1, shards.size())) {
            float[] other = shard.parameterGradient();
            for (int i = from; i < to; i++) {
                sum[i] += other[i];
            }
        }
        updater.update(parameters, sum, update, rate, from, to);
        for (int i = from; i < to; i++) {
            if (!Float.isFinite(parameters[i])) {
                throw new NonFiniteException("parameters", "update " + update);
            }
        }
        network.parameters().overwrite(parameters, from, to);
    }

    private void report(int epoch, double loss) {
        progress.report(
                (double) update / updates(),
                String.format(Locale.ROOT, "epoch %d of %d, loss %.3f", epoch + 1, options.epochs(), loss));
    }

    @Override
    public void close() {
        shards.forEach(ShardWorker::close);
    }
}
