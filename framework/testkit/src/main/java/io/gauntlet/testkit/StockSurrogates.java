package io.gauntlet.testkit;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Network;
import io.gauntlet.arena.match.MatchSeeds;
import io.gauntlet.arena.match.Surrogates;
import io.gauntlet.engine.architecture.Architectures;
import io.gauntlet.engine.train.AttackerNetworks;
import io.gauntlet.engine.train.Checkpoints;

/** The networks of an attack under test that fits: of the stock architectures, trained by the real engine, not kept. */
public final class StockSurrogates implements Surrogates, AutoCloseable {
    private static final Seed SEED = Seed.of(3);

    private final Architectures architectures = Architectures.stock();
    private final AttackerNetworks networks = new AttackerNetworks(1);
    private final Examples examples;

    /** @param examples the attacker's split */
    public StockSurrogates(Examples examples) {
        this.examples = examples;
    }

    @Override
    public Model surrogate(String architecture, TrainingOptions options, int number, Progress progress) {
        Seed seed = MatchSeeds.surrogate(SEED, architecture, number);
        return networks.open(
                networks.train(architectures.get(architecture), examples, options, seed, progress, Checkpoints.NONE)
                        .parts(),
                "the surrogate");
    }

    @Override
    public Training training(String architecture, Examples samples, Seed seed, Progress progress) {
        return networks.training(architectures.get(architecture), samples, seed, progress, Checkpoints.NONE);
    }

    @Override
    public Model model(Network network) {
        return networks.model(network);
    }

    @Override
    public void close() {
        networks.close();
    }
}
