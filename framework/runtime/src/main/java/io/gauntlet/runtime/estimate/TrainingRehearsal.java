package io.gauntlet.runtime.estimate;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Splits;
import io.gauntlet.api.model.Architecture;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.arena.spec.DefenderSpec;
import io.gauntlet.engine.train.EngineTraining;
import io.gauntlet.engine.train.ShardPool;
import io.gauntlet.runtime.compute.ComputePool;
import io.gauntlet.runtime.compute.ComputeTask;
import io.gauntlet.runtime.plugin.LoadedPlugins;

/**
 * How long a training takes: the defense learns from the first examples, then from twice as many. What the second takes
 * longer grows with their number, the rest does not. Where that takes too long, the share that was done tells.
 */
final class TrainingRehearsal {
    private static final Seed SEED = Seed.of(0).derive("rehearsal");

    private final LoadedPlugins plugins;
    private final ComputePool pool;
    private final Splits all;
    private final int examples;
    private final Duration limit;

    /** @param examples that are learned from first */
    TrainingRehearsal(LoadedPlugins plugins, ComputePool pool, Splits all, int examples, Duration limit) {
        this.plugins = plugins;
        this.pool = pool;
        this.all = all;
        this.examples = examples;
        this.limit = limit;
    }

    private record Step(double done, double seconds) {
        boolean whole() {
            return done == 1;
        }
    }

    /** Of a defender with an architecture; empty when it could not be tried. */
    Optional<Duration> time(DefenderSpec defender) throws InterruptedException {
        int size = all.train().size();
        Step few = step(defender, examples);
        if (few.whole() && size > examples) {
            int twice = Math.min(2 * examples, size);
            Step more = step(defender, twice);
            double slope = (more.seconds() - few.seconds()) / (twice - examples);
            if (more.whole() && slope > 0) {
                return Optional.of(millis(few.seconds() + slope * (size - examples)));
            }
        }
        double share = few.done() * Math.min(examples, size) / size;
        return share > 0 ? Optional.of(millis(few.seconds() / share)) : Optional.empty();
    }

    private static Duration millis(double seconds) {
        return Duration.ofMillis(Math.round(1000 * seconds));
    }

    private Step step(DefenderSpec defender, int most) throws InterruptedException {
        Registered plugin = plugins.catalog().find(Kind.DEFENSE, defender.id());
        AtomicReference<Step> last = new AtomicReference<>(new Step(0, 0));
        StopSignal stop = new StopSignal();
        ComputeTask<Boolean> task = new ComputeTask<>(
                "The rehearsal of '" + defender.label() + "'", plugins.loader(plugin), limit, stop, () -> {
                    learn(plugin, defender, FirstSplits.of(all, most), last, stop);
                    return true;
                });
        try {
            pool.submit(task).get();
        } catch (ExecutionException e) {
            // Too long, or too few examples for it: what was done until then tells.
        }
        return last.get();
    }

    private void learn(
            Registered plugin, DefenderSpec defender, Splits first, AtomicReference<Step> last, StopSignal stop) {
        Architecture architecture = plugins.catalog()
                .find(Kind.ARCHITECTURE, String.valueOf(defender.architecture()))
                .architecture();
        long begun = System.nanoTime();
        try (ShardPool shards = new ShardPool(Math.min(EngineTraining.SHARDS, pool.size()))) {
            EngineTraining training = new EngineTraining(
                    architecture,
                    first,
                    SEED,
                    Optional.empty(),
                    (done, message) -> {
                        stop.check();
                        last.set(new Step(done, (System.nanoTime() - begun) / 1e9));
                    },
                    shards);
            Parts parts = plugin.createDefense(defender.params()).train(training);
            parts.networks().values().forEach(Network::close);
            last.set(new Step(1, (System.nanoTime() - begun) / 1e9));
        }
    }
}
