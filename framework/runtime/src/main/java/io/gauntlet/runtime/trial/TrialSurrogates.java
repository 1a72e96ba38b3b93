package io.gauntlet.runtime.trial;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Architecture;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Network;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.match.MatchSeeds;
import io.gauntlet.arena.match.Surrogates;
import io.gauntlet.engine.train.AttackerNetworks;
import io.gauntlet.engine.train.Checkpoints;

/** The networks of an attack that is tried out: the same as in a tournament of the same seed, but trained anew and not kept. */
public final class TrialSurrogates implements Surrogates, AutoCloseable {
    private final Catalog catalog;
    private final Examples examples;
    private final Seed referee;
    private final AttackerNetworks networks;

    /**
     * For one match.
     *
     * @param examples the attacker's split
     * @param referee the referee's seed
     * @param threads that train
     */
    public TrialSurrogates(Catalog catalog, Examples examples, Seed referee, int threads) {
        this.catalog = catalog;
        this.examples = examples;
        this.referee = referee;
        networks = new AttackerNetworks(threads);
    }

    @Override
    public Model surrogate(String architecture, TrainingOptions options, int number, Progress progress) {
        Seed seed = MatchSeeds.surrogate(referee, architecture, number);
        AttackerNetworks.Surrogate trained =
                networks.train(find(architecture), examples, options, seed, progress, Checkpoints.NONE);
        return networks.open(trained.parts(), "the surrogate");
    }

    @Override
    public Training training(String architecture, Examples samples, Seed seed, Progress progress) {
        return networks.training(find(architecture), samples, seed, progress, Checkpoints.NONE);
    }

    @Override
    public Model model(Network network) {
        return networks.model(network);
    }

    private Architecture find(String id) {
        return catalog.find(Kind.ARCHITECTURE, id).architecture();
    }

    @Override
    public void close() {
        networks.close();
    }
}
