package io.gauntlet.engine.train;

import java.util.ArrayDeque;
import java.util.Deque;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.defense.Encoding;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingCurve;
import io.gauntlet.api.defense.TrainingHooks;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Architecture;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;
import io.gauntlet.engine.file.PartsFile;
import io.gauntlet.engine.model.Models;

/** The networks of one attack that fits; freed together when its match is over. Used by one thread. */
public final class AttackerNetworks implements AutoCloseable {
    private final ShardPool pool;
    private final Deque<AutoCloseable> made = new ArrayDeque<>();

    /** @param threads that compute its trainings, at least 1 */
    public AttackerNetworks(int threads) {
        pool = new ShardPool(Math.min(EngineTraining.SHARDS, threads));
    }

    /**
     * A network trained and stored.
     *
     * @param parts the file of its weights
     * @param curve how its training went
     * @param block samples computed together
     */
    public record Surrogate(byte[] parts, TrainingCurve curve, int block) {}

    /** Trains a network on examples, from weights drawn by the seed. */
    public Surrogate train(
            Architecture architecture,
            Examples examples,
            TrainingOptions options,
            Seed seed,
            Progress progress,
            Checkpoints checkpoints) {
        EngineTraining training = EngineTraining.ofAttacker(architecture, examples, seed, progress, pool, checkpoints);
        try (Network network = training.create(seed.derive("weights"))) {
            TrainingCurve curve = training.fit(network, options, TrainingHooks.NONE);
            return new Surrogate(PartsFile.write(Parts.of(network)), curve, network.block());
        }
    }

    /**
     * A stored network, ready to compute.
     *
     * @param parts the file of its weights
     * @param name for messages
     */
    public Model open(byte[] parts, String name) {
        Network network = PartsFile.read(parts, name).network();
        made.push(network);
        return model(network);
    }

    /** A training whose networks are freed with the others. */
    public Training training(
            Architecture architecture, Examples examples, Seed seed, Progress progress, Checkpoints checkpoints) {
        return new Tracked(EngineTraining.ofAttacker(architecture, examples, seed, progress, pool, checkpoints), made);
    }

    /** A network ready to compute. */
    public Model model(Network network) {
        Model model = Models.borrowing(DefendedModel.of(network), network.inputShape());
        made.push(model);
        return model;
    }

    @Override
    public void close() {
        pool.close();
        while (!made.isEmpty()) {
            closed(made.pop());
        }
    }

    private static void closed(AutoCloseable one) {
        if (one instanceof Model model) {
            model.close();
        } else if (one instanceof Network network) {
            network.close();
        }
    }

    /** Remembers the networks it creates. */
    private static final class Tracked extends ForwardingTraining {
        private final Deque<AutoCloseable> made;

        Tracked(Training training, Deque<AutoCloseable> made) {
            super(training);
            this.made = made;
        }

        @Override
        public Network create(Seed weights) {
            return tracked(super.create(weights));
        }

        @Override
        public Network create(Seed weights, Encoding encoding) {
            return tracked(super.create(weights, encoding));
        }

        private Network tracked(Network network) {
            made.push(network);
            return network;
        }
    }
}
