package io.gauntlet.runtime.estimate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Network;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.spec.AttackOrder;
import io.gauntlet.arena.spec.AttackerSpec;
import io.gauntlet.arena.spec.CanarySpec;
import io.gauntlet.arena.spec.DefenderSpec;
import io.gauntlet.arena.spec.Eligibility;
import io.gauntlet.arena.spec.ImportedModel;
import io.gauntlet.arena.spec.TournamentSpec;
import io.gauntlet.engine.train.Checkpoints;
import io.gauntlet.engine.train.EngineTraining;
import io.gauntlet.engine.train.ShardPool;
import io.gauntlet.runtime.ImportedFiles;
import io.gauntlet.runtime.compute.ComputePool;
import io.gauntlet.runtime.estimate.TournamentEstimate.Attacking;
import io.gauntlet.runtime.estimate.TournamentEstimate.Calls;
import io.gauntlet.runtime.estimate.TournamentEstimate.Trained;
import io.gauntlet.runtime.plugin.LoadedPlugins;
import io.gauntlet.runtime.work.LoadedDataSet;

/**
 * Tries out the parts of a tournament: each attack on a few samples of a target that withstands, each training on a few
 * hundred examples, each network's speed. Nothing is recorded.
 */
public final class Rehearsal {
    /** The examples that trainings are tried on: some batches, in every epoch. */
    private static final int EXAMPLES = 512;

    private static final Duration ATTACK_LIMIT = Duration.ofSeconds(20);
    private static final Duration TRAINING_LIMIT = Duration.ofSeconds(20);
    private static final Seed SEED = Seed.of(0).derive("speed");

    private final LoadedPlugins plugins;
    private final ComputePool pool;
    private final int workers;

    /**
     * With some plug-ins.
     *
     * @param pool in which their code runs
     * @param workers how many matches will be played at once
     */
    public Rehearsal(LoadedPlugins plugins, ComputePool pool, int workers) {
        this.plugins = plugins;
        this.pool = pool;
        this.workers = workers;
    }

    /**
     * Tries out the parts of a tournament.
     *
     * @param data of the spec's data set
     * @param files of the networks that the spec names
     * @param trying hears what is being tried out
     * @throws io.gauntlet.arena.InvalidInputException when spec and data do not fit each other, with what to do
     */
    public TournamentEstimate estimate(
            TournamentSpec spec, LoadedDataSet data, ImportedFiles files, Consumer<String> trying)
            throws InterruptedException {
        spec.checkAgainst(data.splits().test().size());
        spec.checkMaterial(data.splits().attacker().size());
        FirstSplits first = FirstSplits.of(data.splits(), EXAMPLES);
        NetworkSpeed speed = NetworkSpeed.mean(speeds(spec, files, first, trying));
        List<Trained> trainings = trainings(spec, data, trying);
        AttackRehearsal rehearsal = new AttackRehearsal(plugins, pool, first, ATTACK_LIMIT);
        List<Attacking> attackers = new ArrayList<>();
        List<Attacking> canaries = new ArrayList<>();
        for (ThreatModel threatModel : spec.threatModels()) {
            for (AttackerSpec attacker : spec.allAttackers()) {
                AttackInfo info = plugins.catalog()
                        .find(Kind.ATTACK, attacker.id())
                        .attack()
                        .info();
                if (Eligibility.obstacle(info, threatModel).isEmpty()) {
                    trying.accept(attacker.label());
                    boolean named = spec.attackers().contains(attacker);
                    Calls calls = rehearsal.calls(attacker, threatModel);
                    if (named) {
                        attackers.add(attacking(spec, attacker, info, threatModel, calls, speed));
                    }
                    beside(spec, attacker, info, threatModel, calls, speed).ifPresent(canaries::add);
                }
            }
        }
        return new TournamentEstimate(
                Grid.of(spec, plugins.catalog()),
                workers,
                spec.rules().mode(),
                spec.rounds(),
                AttackOrder.of(spec.attackers(), plugins.catalog()),
                trainings,
                attackers,
                spec.canaries().defenders().size(),
                canaries);
    }

    /** What is spent on canaries, or by them. */
    private static Optional<Attacking> beside(
            TournamentSpec spec,
            AttackerSpec attacker,
            AttackInfo info,
            ThreatModel threatModel,
            Calls calls,
            NetworkSpeed speed) {
        List<DefenderSpec> guests = spec.canaries().defenders();
        boolean named = spec.attackers().contains(attacker);
        int opponents = named
                ? guests.size()
                : spec.defenders().size()
                        + (int) guests.stream().filter(CanarySpec::plain).count();
        if (opponents == 0 || !attacker.against().isEmpty() || (named && Eligibility.learnsFromTarget(info))) {
            return Optional.empty();
        }
        int samples = Math.min(spec.samples().size(), spec.canaries().samples());
        return Optional.of(attacking(spec, attacker, info, threatModel, calls, speed, samples, opponents));
    }

    private static Attacking attacking(
            TournamentSpec spec,
            AttackerSpec attacker,
            AttackInfo info,
            ThreatModel threatModel,
            Calls calls,
            NetworkSpeed speed) {
        return attacking(
                spec, attacker, info, threatModel, calls, speed, spec.samples().size(), Grid.defenders(spec, attacker));
    }

    private static Attacking attacking(
            TournamentSpec spec,
            AttackerSpec attacker,
            AttackInfo info,
            ThreatModel threatModel,
            Calls calls,
            NetworkSpeed speed,
            int samples,
            int defenders) {
        int slices = Grid.slices(spec, info, samples);
        double seconds = calls.queries() * speed.query() + calls.gradients() * (speed.gradient() - speed.query());
        return new Attacking(
                attacker.label(),
                threatModel,
                defenders * slices,
                info.fits(),
                calls,
                calls.gradients() * samples * defenders,
                Duration.ofMillis(Math.round(1000 * seconds * samples * defenders)));
    }

    private List<Trained> trainings(TournamentSpec spec, LoadedDataSet data, Consumer<String> trying)
            throws InterruptedException {
        TrainingRehearsal rehearsal = new TrainingRehearsal(plugins, pool, data.splits(), EXAMPLES, TRAINING_LIMIT);
        Map<DefenderSpec, Optional<Duration>> known = new LinkedHashMap<>();
        List<Trained> trainings = new ArrayList<>();
        for (DefenderSpec defender : spec.defenders()) {
            DefenderSpec network = defender.innermost();
            String architecture = network.architecture();
            Optional<Duration> time = known.get(network);
            if (architecture != null && time == null) {
                trying.accept(defender.label());
                time = rehearsal.time(network);
                known.put(network, time);
                trainings.add(new Trained(defender.label(), architecture, time.orElse(null)));
            } else {
                trainings.add(new Trained(defender.label(), null, null));
            }
        }
        return trainings;
    }

    private List<NetworkSpeed> speeds(
            TournamentSpec spec, ImportedFiles files, FirstSplits first, Consumer<String> trying) {
        Map<String, NetworkSpeed> known = new LinkedHashMap<>();
        List<NetworkSpeed> speeds = new ArrayList<>();
        for (DefenderSpec defender : spec.defenders()) {
            DefenderSpec network = defender.innermost();
            ImportedModel model = network.model();
            String name = model == null ? String.valueOf(network.architecture()) : model.name();
            speeds.add(known.computeIfAbsent(name, unknown -> {
                trying.accept(name);
                return model == null ? trained(name, first.train()) : imported(model, files, first.train());
            }));
        }
        return speeds;
    }

    private NetworkSpeed imported(ImportedModel model, ImportedFiles files, Examples examples) {
        try (Network network = files.find(model.sha256()).orElseThrow().network()) {
            return NetworkSpeed.of(network, examples);
        }
    }

    private NetworkSpeed trained(String architecture, Examples examples) {
        try (ShardPool shards = new ShardPool(1);
                Network network = EngineTraining.ofAttacker(
                                plugins.catalog()
                                        .find(Kind.ARCHITECTURE, architecture)
                                        .architecture(),
                                examples,
                                SEED,
                                Progress.silent(),
                                shards,
                                Checkpoints.NONE)
                        .create(SEED)) {
            return NetworkSpeed.of(network, examples);
        }
    }
}
