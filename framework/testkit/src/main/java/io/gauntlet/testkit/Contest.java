package io.gauntlet.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Model;
import io.gauntlet.arena.match.MatchHarness;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.arena.match.MatchSetup;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.arena.match.WarmStarts;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.arena.referee.Referee;

/** Plays matches of one attack against a linear model, with the real harness and referee. */
record Contest<P extends Record>(
        AttackFactory<P> factory,
        P parameters,
        LinearModel model,
        Examples examples,
        ThreatModel threatModel,
        long seed,
        WarmStarts warmStarts) {
    private static final int FITTED = 64;
    private static final double SPREAD = 0.3;

    /** Without stored examples to begin from. */
    Contest(
            AttackFactory<P> factory,
            P parameters,
            LinearModel model,
            Examples examples,
            ThreatModel threatModel,
            long seed) {
        this(factory, parameters, model, examples, threatModel, seed, WarmStarts.none());
    }

    /** With stored examples of some samples to begin from. */
    Contest<P> warm() {
        return new Contest<>(
                factory, parameters, model, examples, threatModel, seed, StoredStarts.of(examples, threatModel));
    }

    Contest<P> with(LinearModel other) {
        return new Contest<>(factory, parameters, other, examples, threatModel, seed, warmStarts);
    }

    Contest<P> with(ThreatModel other) {
        return new Contest<>(factory, parameters, model, examples, other, seed, warmStarts);
    }

    Contest<P> withSeed(long other) {
        return new Contest<>(factory, parameters, model, examples, threatModel, other, warmStarts);
    }

    /** A fresh instance of the attack. */
    Attack attack() {
        return factory.create().apply(parameters);
    }

    /** All samples in one match. */
    MatchResult play() {
        return play(all());
    }

    /** Some samples, in the order given. */
    MatchResult play(int... samples) {
        return play(attack(), model, samples, new StopSignal());
    }

    MatchResult play(Attack attack, Model attacked, int[] samples, StopSignal stop) {
        Examples split = factory.info().fits() ? fitted() : examples;
        try (StockSurrogates surrogates = new StockSurrogates(split)) {
            MatchSetup setup = new MatchSetup(
                    factory.info(),
                    attack,
                    attacked,
                    new Referee(model.withBlock(16), threatModel, Seed.of(2), List.of()),
                    examples,
                    split,
                    samples,
                    threatModel,
                    Seed.of(seed),
                    Progress.silent(),
                    stop,
                    surrogates);
            return MatchHarness.play(setup.with(warmStarts));
        }
    }

    /** What an attack that fits learns from: other samples than those of the match. */
    private Examples fitted() {
        return model.examples(Seed.of(4), FITTED, SPREAD, 0);
    }

    int[] all() {
        return IntStream.range(0, examples.size()).toArray();
    }

    /** Everything that must not depend on other samples, of the i-th sample of a match, for comparison and messages. */
    String verdict(MatchResult result, int i) {
        Outcomes o = result.outcomes();
        int length = examples.length();
        int bits = Arrays.hashCode(Arrays.copyOfRange(result.examples(), i * length, (i + 1) * length));
        return "goal " + o.goal()[i] + ", answer " + o.adversarialLabel()[i] + ", wrong " + o.wrong()[i]
                + ", linf " + o.linf()[i] + ", l2 " + o.l2()[i] + ", queries " + o.queries()[i] + ", gradients "
                + o.gradients()[i] + ", first success at " + o.firstSuccess()[i] + ", candidate #"
                + Integer.toHexString(bits);
    }

    /** The verdict on each sample of the examples, by its position, from matches that together cover them. */
    String[] verdicts(List<int[]> matches) {
        String[] verdicts = new String[examples.size()];
        for (int[] samples : matches) {
            MatchResult result = play(samples);
            for (int i = 0; i < samples.length; i++) {
                verdicts[samples[i]] = verdict(result, i);
            }
        }
        return verdicts;
    }
}
