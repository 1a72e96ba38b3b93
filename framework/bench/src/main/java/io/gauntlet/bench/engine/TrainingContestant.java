package io.gauntlet.bench.engine;

import java.util.Optional;
import java.util.stream.DoubleStream;

import io.gauntlet.api.Seed;
import io.gauntlet.api.StoppedException;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Network;
import io.gauntlet.bench.network.Operation;
import io.gauntlet.bench.network.Task;
import io.gauntlet.bench.rounds.Contestant;
import io.gauntlet.engine.train.EngineTraining;
import io.gauntlet.engine.train.ShardPool;

/**
 * Our engine training, by the path that defenses take, the loading of samples included. A burst is a training of its
 * own, of which the first updates, which build the plan, do not count.
 */
final class TrainingContestant implements Contestant {
    private static final int UNCOUNTED = 2;

    private final ShardPool threads;
    private final EngineTraining training;
    private final Network network;
    private final TrainingOptions options;
    private DoubleStream.Builder times = DoubleStream.builder();
    private double seconds;
    private long updates;
    private long counted;
    private long last;

    /** Draws the network's first weights. */
    TrainingContestant(Task task) {
        threads = new ShardPool(task.threads());
        Examples examples = new RepeatedExamples(task.network().channelsLast());
        training = new EngineTraining(
                EngineNetworks.architecture(task.network()),
                new OneSplit(examples),
                Seed.of(3),
                Optional.empty(),
                (done, message) -> updated(),
                threads);
        network = training.create(Seed.of(4));
        options = new TrainingOptions(
                1,
                task.samples(),
                task.operation() == Operation.TRAIN_ADAM
                        ? TrainingOptions.Optimizer.ADAM
                        : TrainingOptions.Optimizer.SGD,
                task.operation() == Operation.TRAIN_ADAM ? 1e-3 : 0.01,
                TrainingOptions.Schedule.CONSTANT,
                0.9,
                0);
    }

    @Override
    public String name() {
        return EngineContestant.NAME;
    }

    @Override
    public double[] burst(double wanted) {
        times = DoubleStream.builder();
        seconds = wanted;
        updates = 0;
        try {
            training.fit(network, options, Augmentation.NONE);
        } catch (StoppedException e) {
            // By ourselves, when the time was over.
        }
        return times.build().toArray();
    }

    /** Called by the training after each update. */
    private void updated() {
        long now = System.nanoTime();
        if (++updates > UNCOUNTED) {
            times.add((now - last) / 1e6);
            if (now - counted >= seconds * 1e9) {
                throw new StoppedException("This was measured long enough.");
            }
        } else {
            counted = now;
        }
        last = now;
    }

    @Override
    public void close() {
        network.close();
        threads.close();
    }
}
