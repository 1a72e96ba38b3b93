package io.gauntlet.runtime.estimate;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;

import io.gauntlet.api.Norm;
import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Model;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.match.MatchHarness;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.arena.match.MatchSetup;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.arena.referee.Referee;
import io.gauntlet.arena.spec.AttackerSpec;
import io.gauntlet.engine.model.Models;
import io.gauntlet.runtime.compute.ComputePool;
import io.gauntlet.runtime.compute.ComputeTask;
import io.gauntlet.runtime.compute.TimedOutException;
import io.gauntlet.runtime.estimate.TournamentEstimate.Calls;
import io.gauntlet.runtime.plugin.LoadedPlugins;
import io.gauntlet.runtime.trial.TrialSurrogates;

/**
 * Counts what an attack spends on a sample that it does not break: it plays a match against a {@link StandingTarget} on
 * a few samples. An attack that fits does so on the first examples of its split only.
 */
final class AttackRehearsal {
    private static final int SAMPLES = 2;
    private static final Seed SEED = Seed.of(0).derive("rehearsal");

    private final LoadedPlugins plugins;
    private final ComputePool pool;
    private final Splits first;
    private final Duration limit;

    /**
     * With some data.
     *
     * @param first the first examples of each split
     * @param limit after which an attack is not waited for any longer
     */
    AttackRehearsal(LoadedPlugins plugins, ComputePool pool, FirstSplits first, Duration limit) {
        this.plugins = plugins;
        this.pool = pool;
        this.first = first;
        this.limit = limit;
    }

    /** What it spends on a sample that stands. */
    Calls calls(AttackerSpec attacker, ThreatModel threatModel) throws InterruptedException {
        Registered plugin = plugins.catalog().find(attacker.kind(), attacker.id());
        StopSignal stop = new StopSignal();
        ComputeTask<Calls> task = new ComputeTask<>(
                "The rehearsal of '" + attacker.label() + "'",
                plugins.loader(plugin),
                limit,
                stop,
                () -> play(plugin, attacker, threatModel, stop));
        try {
            return pool.submit(task).get();
        } catch (ExecutionException e) {
            return e.getCause() instanceof TimedOutException
                    ? Calls.unknown("takes longer than could be tried")
                    : Calls.unknown("failed when it was tried: " + e.getCause().getMessage());
        }
    }

    private Calls play(Registered plugin, AttackerSpec attacker, ThreatModel threatModel, StopSignal stop) {
        Examples test = first.test();
        // A turned picture may look more like another sample: where poses are limited the target knows only one.
        int[] samples = new int[Math.min(threatModel.norm() == Norm.POSE ? 1 : SAMPLES, test.size())];
        Arrays.setAll(samples, i -> i);
        try (Model attackers = target(threatModel, samples);
                Model referees = target(threatModel, samples);
                TrialSurrogates surrogates = new TrialSurrogates(plugins.catalog(), first.attacker(), SEED, 1)) {
            MatchResult result = MatchHarness.play(new MatchSetup(
                    plugin.attack().info(),
                    plugin.createAttack(attacker.params()),
                    attackers,
                    new Referee(referees, threatModel, SEED, List.of()),
                    test,
                    first.attacker(),
                    samples,
                    threatModel,
                    SEED,
                    Progress.silent(),
                    stop,
                    surrogates));
            return new Calls(
                    (double) result.queries() / samples.length, (double) result.gradients() / samples.length, null);
        }
    }

    private Model target(ThreatModel threatModel, int[] samples) {
        return Models.model(
                DefendedModel.of(new StandingTarget(threatModel, first.test(), samples, SEED)),
                first.test().shape());
    }
}
