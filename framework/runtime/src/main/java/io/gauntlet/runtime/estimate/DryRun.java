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
import io.gauntlet.arena.catalog.Catalog;
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
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.GauntletConfig;
import io.gauntlet.runtime.ImportedFiles;
import io.gauntlet.runtime.bus.ProgressReport;
import io.gauntlet.runtime.estimate.TournamentEstimate.Attacking;
import io.gauntlet.runtime.estimate.TournamentEstimate.Calls;
import io.gauntlet.runtime.estimate.TournamentEstimate.Trained;
import io.gauntlet.runtime.plugin.LoadedPlugins;
import io.gauntlet.runtime.plugin.PluginVersions;
import io.gauntlet.runtime.work.DataPlaces;
import io.gauntlet.runtime.work.LoadedDataSet;
import io.gauntlet.runtime.work.Workshop;

/**
 * Estimates what a tournament costs by trying out its parts on this machine: each attack on a few samples of a target
 * that withstands, each training on a few hundred examples, each network's speed. Nothing is recorded; no database is
 * opened.
 */
public final class DryRun implements AutoCloseable {
    /** The examples that trainings are tried on: some batches, in every epoch. */
    private static final int EXAMPLES = 512;

    private static final Duration ATTACK_LIMIT = Duration.ofSeconds(20);
    private static final Duration TRAINING_LIMIT = Duration.ofSeconds(20);
    private static final Seed SEED = Seed.of(0).derive("speed");

    private final GauntletConfig config;
    private final LoadedPlugins plugins;
    private final Workshop workshop;

    private DryRun(GauntletConfig config, LoadedPlugins plugins) {
        this.config = config;
        this.plugins = plugins;
        workshop = new Workshop(
                new PluginVersions(plugins),
                new DataPlaces(config.data(), config.cache(), config.online()),
                config.workers());
    }

    /** Loads the plug-ins. */
    public static DryRun open(GauntletConfig config) {
        return new DryRun(config, Gauntlet.load(config.pluginRoots()));
    }

    /** What can be chosen. */
    public Catalog catalog() {
        return plugins.catalog();
    }

    /** Hears how the loading of data goes on. */
    public void onProgress(Consumer<ProgressReport> listener) {
        workshop.bus().onProgress(listener);
    }

    /**
     * Tries out the parts of a tournament.
     *
     * @param files of the networks that the spec names
     * @param trying hears what is being tried out
     * @throws io.gauntlet.arena.InvalidInputException when spec and data do not fit each other, with what to do
     * @throws io.gauntlet.api.data.DataUnavailableException when the data cannot be had, with what to do
     */
    public TournamentEstimate estimate(TournamentSpec spec, ImportedFiles files, Consumer<String> trying)
            throws InterruptedException {
        LoadedDataSet data =
                workshop.dataSets().get(spec.dataSet().id(), spec.dataSet().params());
        spec.checkAgainst(data.splits().test().size());
        spec.checkMaterial(data.splits().attacker().size());
        FirstSplits first = FirstSplits.of(data.splits(), EXAMPLES);
        NetworkSpeed speed = NetworkSpeed.mean(speeds(spec, files, first, trying));
        List<Trained> trainings = trainings(spec, data, trying);
        AttackRehearsal rehearsal = new AttackRehearsal(plugins, workshop.pool(), first, ATTACK_LIMIT);
        List<Attacking> attackers = new ArrayList<>();
        List<Attacking> canaries = new ArrayList<>();
        for (ThreatModel threatModel : spec.threatModels()) {
            for (AttackerSpec attacker : spec.allAttackers()) {
                AttackInfo info =
                        catalog().find(Kind.ATTACK, attacker.id()).attack().info();
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
        int matches = attackers.stream().mapToInt(Attacking::matches).sum();
        return new TournamentEstimate(
                samples(spec),
                matches,
                config.workers(),
                spec.rules().mode(),
                spec.rounds(),
                AttackOrder.of(spec.attackers(), catalog()),
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
        int samples = Math.min(samples(spec), spec.canaries().samples());
        return Optional.of(attacking(spec, attacker, info, threatModel, calls, speed, samples, opponents));
    }

    private static int samples(TournamentSpec spec) {
        return spec.samples().indices().length;
    }

    private static Attacking attacking(
            TournamentSpec spec,
            AttackerSpec attacker,
            AttackInfo info,
            ThreatModel threatModel,
            Calls calls,
            NetworkSpeed speed) {
        return attacking(
                spec,
                attacker,
                info,
                threatModel,
                calls,
                speed,
                samples(spec),
                spec.defenders().size());
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
        int slices = info.fits() ? 1 : (samples + spec.slice() - 1) / spec.slice();
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
        TrainingRehearsal rehearsal =
                new TrainingRehearsal(plugins, workshop.pool(), data.splits(), EXAMPLES, TRAINING_LIMIT);
        Map<DefenderSpec, Optional<Duration>> known = new LinkedHashMap<>();
        List<Trained> trainings = new ArrayList<>();
        for (DefenderSpec defender : spec.allDefenders()) {
            DefenderSpec network = defender.innermost();
            String architecture = network.architecture();
            Optional<Duration> time = known.get(network);
            if (architecture != null && time == null) {
                trying.accept(defender.label());
                time = rehearsal.time(network);
                known.put(network, time);
                trainings.add(new Trained(defender.label(), architecture, time.orElse(null)));
            } else if (spec.defenders().contains(defender)) {
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
                                catalog().find(Kind.ARCHITECTURE, architecture).architecture(),
                                examples,
                                SEED,
                                Progress.silent(),
                                shards,
                                Checkpoints.NONE)
                        .create(SEED)) {
            return NetworkSpeed.of(network, examples);
        }
    }

    @Override
    public void close() {
        workshop.close();
        plugins.close();
    }
}
