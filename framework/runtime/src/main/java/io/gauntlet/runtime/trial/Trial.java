package io.gauntlet.runtime.trial;

import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Goal;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.pose.PoseLimits;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.flag.Doubts;
import io.gauntlet.arena.flag.Flag;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.arena.spec.DataSetChoice;
import io.gauntlet.arena.spec.Eligibility;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.GauntletConfig;
import io.gauntlet.runtime.GauntletFailure;
import io.gauntlet.runtime.bus.ProgressReport;
import io.gauntlet.runtime.plugin.LoadedPlugins;
import io.gauntlet.runtime.plugin.PluginVersions;
import io.gauntlet.runtime.work.DataPlaces;
import io.gauntlet.runtime.work.Faults;
import io.gauntlet.runtime.work.LoadedDataSet;
import io.gauntlet.runtime.work.ModelFinder;
import io.gauntlet.runtime.work.NamedModel;
import io.gauntlet.runtime.work.Workshop;
import io.gauntlet.store.Database;
import io.gauntlet.store.DatabaseConfig;

/**
 * Tries out one network by itself. Nothing is recorded; the database is opened only to read a stored model. Opening
 * loads the plug-ins; threads and ND4J are started when they are first needed.
 */
public final class Trial implements AutoCloseable {
    private static final int SAMPLES = 1000;

    private final GauntletConfig config;
    private final LoadedPlugins plugins;
    private @Nullable Workshop workshop;

    private Trial(GauntletConfig config, LoadedPlugins plugins) {
        this.config = config;
        this.plugins = plugins;
    }

    /** Loads the plug-ins. */
    public static Trial open(GauntletConfig config) {
        return new Trial(config, Gauntlet.load(config.pluginRoots()));
    }

    /** What can be chosen. */
    public Catalog catalog() {
        return plugins.catalog();
    }

    /** Hears how the loading of data goes on. */
    public void onProgress(Consumer<ProgressReport> listener) {
        workshop().bus().onProgress(listener);
    }

    private synchronized Workshop workshop() {
        if (workshop == null) {
            DataPlaces places = new DataPlaces(config.data(), config.cache(), config.online());
            workshop = new Workshop(new PluginVersions(plugins), places, config.workers());
        }
        return workshop;
    }

    /**
     * Has a model answer clean samples.
     *
     * @throws InvalidInputException when model, data and samples do not fit each other, with what to do
     * @throws io.gauntlet.api.data.DataUnavailableException when the data cannot be had, with what to do
     */
    public Evaluation evaluate(EvaluationRequest request, TrialListener listener) throws InterruptedException {
        NamedModel named = find(request.model());
        LoadedDataSet data = load(request.dataSet());
        Examples test = data.splits().test();
        int samples = samples(test, data.id(), request.first(), request.samples(), Integer.MAX_VALUE);
        ModelFacts facts;
        List<LayerFacts> layers;
        try (Model model = named.copy(test, data.id())) {
            facts = ModelFacts.of(named, model);
            layers = request.layers() ? LayerFacts.of(model) : List.of();
        }
        Pieces pieces = Pieces.of(request.first(), samples, config.workers(), facts.block());
        Crew crew = crew("The evaluation of " + named.name(), Trial.class.getClassLoader());
        try {
            return new EvaluationTrial(named, data, pieces, request, crew, listener).ask(facts, layers);
        } catch (ExecutionException e) {
            throw failure("The model " + named.name(), e.getCause(), "");
        }
    }

    /**
     * Attacks a model.
     *
     * @throws InvalidInputException when attack, threat model, model, data and samples do not fit each other, with what
     *     to do
     * @throws io.gauntlet.api.data.DataUnavailableException when the data cannot be had, with what to do
     * @throws GauntletFailure when the attack fails, with where
     */
    public AttackResult attack(AttackRequest request, TrialListener listener) throws InterruptedException {
        return play(prepare(request, listener, UnaryOperator.identity()));
    }

    /**
     * Attacks a model with one sample and tells what happened in each iteration.
     *
     * @param request of the sample at {@link AttackRequest#first()}, whatever number of samples it names
     * @throws InvalidInputException as {@link #attack}; and when the attack is several in turn, or searches poses
     * @throws io.gauntlet.api.data.DataUnavailableException when the data cannot be had, with what to do
     * @throws GauntletFailure when the attack fails, with where
     */
    public AttackTrace trace(AttackRequest request, TrialListener listener) throws InterruptedException {
        if (request.norm() == Norm.POSE) {
            throw new InvalidInputException("Poses are not followed step by step: leave out --rotation and"
                    + " --translation, and give --norm and --epsilon.");
        }
        AtomicReference<@Nullable TracedAttack> traced = new AtomicReference<>();
        AttackTrial trial = prepare(request.ofOne(), listener, attack -> {
            TracedAttack watched = new TracedAttack(attack);
            traced.set(watched);
            return watched;
        });
        AttackReport report = play(trial).report();
        Outcomes outcomes = report.outcomes();
        return new AttackTrace(
                report,
                request.first(),
                outcomes.label()[0],
                request.goal() == Goal.UNTARGETED ? null : outcomes.goal()[0],
                Objects.requireNonNull(traced.get()).iterations(),
                flags(trial, report.model().name()),
                Doubts.ofOneSample(report.model().classes()));
    }

    private List<Flag> flags(AttackTrial trial, String model) throws InterruptedException {
        try {
            return trial.flags(crew("The examination of " + model, Trial.class.getClassLoader()));
        } catch (ExecutionException e) {
            throw failure("The examination of " + model, e.getCause(), "");
        }
    }

    private static AttackResult play(AttackTrial trial) throws InterruptedException {
        try {
            return trial.play();
        } catch (ExecutionException e) {
            throw failure(trial.name(), e.getCause(), trial.doubts().words(e.getCause()));
        }
    }

    private AttackTrial prepare(AttackRequest request, TrialListener listener, UnaryOperator<Attack> watch)
            throws InterruptedException {
        Registered attack = catalog().find(Kind.ATTACK, request.attacker().id());
        AttackInfo info = attack.attack().info();
        NamedModel named = find(request.model());
        LoadedDataSet data = load(request.dataSet());
        Examples test = data.splits().test();
        ThreatModel threatModel = threatModel(request, info, test.length());
        Eligibility.obstacle(info, threatModel)
                .or(() -> Eligibility.obstacle(threatModel, data.id(), test.shape()))
                .ifPresent(obstacle -> {
                    throw new InvalidInputException(obstacle);
                });
        int samples = samples(test, data.id(), request.first(), request.samples(), SAMPLES);
        ModelFacts facts = facts(named, data);
        // An attack that fits does so once, for all samples.
        Pieces pieces = info.fits()
                ? Pieces.whole(request.first(), samples)
                : Pieces.of(request.first(), samples, config.workers(), facts.block());
        Crew crew = crew("The attack '" + attack.id() + "' on " + named.name(), plugins.loader(attack));
        return new AttackTrial(
                catalog(), request, attack, named, facts, data, threatModel, pieces, crew, listener, watch);
    }

    private Crew crew(String name, ClassLoader loader) {
        return new Crew(workshop().pool(), name, loader);
    }

    private static RuntimeException failure(String who, Throwable cause, String more) {
        if (cause instanceof InvalidInputException invalid) {
            return invalid;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new GauntletFailure(who + " failed. " + Faults.sentence(cause) + more, cause);
    }

    /** Without an epsilon every example counts, however far it is. */
    private static ThreatModel threatModel(AttackRequest request, AttackInfo info, int length) {
        PoseLimits limits = request.poseLimits();
        if (limits != null) {
            return new ThreatModel(
                    limits, request.goal(), Knowledge.WHITE_BOX, request.maxQueries(), request.maxGradients());
        }
        if (request.epsilon().isEmpty() && info.kind() == AttackInfo.Kind.FIXED_EPSILON) {
            throw new InvalidInputException(
                    "The attack '" + info.description().id() + "' searches within a distance, which must be given.");
        }
        double farthest = switch (request.norm()) {
            case LINF -> 1;
            case L2 -> Math.sqrt(length);
            case L1, L0 -> length;
            case POSE -> throw new InvalidInputException("Poses need limits of rotation and translation.");
        };
        return new ThreatModel(
                request.norm(),
                request.epsilon().orElse(farthest),
                request.goal(),
                Knowledge.WHITE_BOX,
                request.maxQueries(),
                request.maxGradients());
    }

    private static int samples(Examples test, String dataSet, int first, OptionalInt given, int usual) {
        int there = test.size() - first;
        int samples = given.orElse(Math.min(usual, there));
        if (first < 0 || there < 1 || samples < 1 || samples > there) {
            throw new InvalidInputException("The test split of '" + dataSet + "' has " + test.size()
                    + " samples, numbered from 0; there are not " + Math.max(1, samples) + " from number " + first
                    + " on.");
        }
        return samples;
    }

    private LoadedDataSet load(DataSetChoice chosen) throws InterruptedException {
        return workshop().dataSets().get(chosen.id(), chosen.params());
    }

    /** Makes a copy, whose mistakes are thus told at once. */
    private static ModelFacts facts(NamedModel named, LoadedDataSet data) {
        try (Model model = named.copy(data.splits().test(), data.id())) {
            return ModelFacts.of(named, model);
        }
    }

    private NamedModel find(String model) {
        workshop();
        try (Store store = new Store(config.database(), model)) {
            return new ModelFinder(plugins).find(model, store::open);
        }
    }

    /** The database, opened if it is asked for, and closed. */
    private static final class Store implements AutoCloseable {
        private final DatabaseConfig config;
        private final String model;
        private @Nullable Database database;

        Store(DatabaseConfig config, String model) {
            this.config = config;
            this.model = model;
        }

        Database open() {
            if (config instanceof DatabaseConfig.Embedded embedded && !Files.isDirectory(embedded.folder())) {
                throw new InvalidInputException("There is no file " + model
                        + ", and no database here that could hold a model of that name: name the file of a network,"
                        + " or the --data-folder where the model is stored.");
            }
            Database opened = Database.open(config);
            database = opened;
            return opened;
        }

        @Override
        public void close() {
            if (database != null) {
                database.close();
            }
        }
    }

    @Override
    public synchronized void close() {
        if (workshop != null) {
            workshop.close();
        }
        plugins.close();
    }
}
