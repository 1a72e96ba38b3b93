package io.gauntlet.arena.match;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Progress;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.Fit;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Network;

/** Lets an attack fit before its match, and counts what that costs. */
final class Fitting implements Fit, MeteredTarget.Payers {
    /** How much of a match's progress the fitting is. */
    static final double SHARE = 0.5;

    private final MatchSetup setup;
    private final Examples examples;
    private final Seed seed;
    private final Seed targetSeed;
    private final Target target;
    private long calls;
    private long trainings;
    private long queries;
    private long gradients;

    private Fitting(MatchSetup setup) {
        this.setup = setup;
        examples = setup.attackerSplit();
        seed = setup.seed().derive("fit");
        targetSeed = setup.referee().targetSeed().derive("fit");
        target = new MeteredTarget(setup.model(), setup.threatModel().knowledge(), this, setup.stop());
    }

    /** What came of it. */
    record Result(Attack.Fitted fitted, FitCosts costs) {
        /** Nothing was fitted. */
        static final Result NONE = new Result(Attack.Fitted.NONE, FitCosts.NONE);
    }

    /** Fits. @throws io.gauntlet.api.StoppedException when the setup's stop signal was given */
    static Result of(MatchSetup setup) {
        long begun = System.nanoTime();
        Fitting fitting = new Fitting(setup);
        Attack.Fitted fitted = setup.attack().fit(fitting);
        return new Result(
                fitted, new FitCosts(fitting.queries, fitting.gradients, Math.max(1, System.nanoTime() - begun)));
    }

    @Override
    public Examples examples() {
        return examples;
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public ThreatModel threatModel() {
        return setup.threatModel();
    }

    @Override
    public Seed seed() {
        return seed;
    }

    @Override
    public Progress progress() {
        return (done, message) -> {
            setup.stop().check();
            setup.progress().report(SHARE * done, message);
        };
    }

    @Override
    public Model surrogate(String architecture, TrainingOptions options, int number) {
        return setup.surrogates().surrogate(architecture, options, number, progress());
    }

    @Override
    public Training training(String architecture, Examples samples) {
        return setup.surrogates().training(architecture, samples, seed.derive("training", trainings++), progress());
    }

    @Override
    public Model model(Network network) {
        return setup.surrogates().model(network);
    }

    /** Nothing is limited. */
    @Override
    public boolean pay(int row, long someQueries, long someGradients) {
        queries += someQueries;
        gradients += someGradients;
        return true;
    }

    @Override
    public int label(int row) {
        return examples.label(row);
    }

    @Override
    public int goal(int row) {
        return -1;
    }

    @Override
    public RowDraws draws(int[] owner, int n) {
        long call = calls++;
        return i -> targetSeed.derive("target", owner[i], call, i).draws();
    }

    @Override
    public long queries(int row) {
        return 0;
    }

    @Override
    public void success(int row, long query) {}

    /** What a match is judged by does not begin before it. */
    @Override
    public void met(int someGradients, int zero, int draws) {}

    /** One draw decides: what is fitted is seen on many samples. */
    @Override
    public @Nullable Confirmation confirmation() {
        return null;
    }

    @Override
    public double best(int row) {
        return 0;
    }
}
