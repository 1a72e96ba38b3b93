package io.gauntlet.runtime.work;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Norm;
import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingCurve;
import io.gauntlet.api.model.Architecture;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.event.Adaptation;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Event.TrainingPlanned;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Player;
import io.gauntlet.arena.flag.Examination;
import io.gauntlet.engine.file.LayeredParts;
import io.gauntlet.engine.file.PartsFile;
import io.gauntlet.engine.model.Models;
import io.gauntlet.engine.network.CompiledNetwork;
import io.gauntlet.engine.train.EngineTraining;
import io.gauntlet.engine.train.ShardPool;
import io.gauntlet.engine.train.WrappingTraining;
import io.gauntlet.runtime.compute.ComputeTask;
import io.gauntlet.runtime.compute.TimedOutException;
import io.gauntlet.runtime.cost.CostAccount.Item;
import io.gauntlet.store.Append;
import io.gauntlet.store.ArtifactStore;
import io.gauntlet.store.Commit;
import io.gauntlet.store.ExpectedVersion;
import io.gauntlet.store.FinishedJob;
import io.gauntlet.store.NewEvent;

/** Lets a defense learn and records the model. */
final class TrainingJob implements JobKind {
    static final String WEIGHTS_TYPE = "application/zip";

    private final Workplace workplace;

    TrainingJob(Workplace workplace) {
        this.workplace = workplace;
    }

    private record Learned(
            byte[] parts,
            double cleanAccuracy,
            TrainingCurve curve,
            int block,
            @Nullable Examination examination) {}

    @Override
    public Player player(Event plan) {
        return ((TrainingPlanned) plan).defender();
    }

    @Override
    public String name(Event plan) {
        return "training " + ((TrainingPlanned) plan).defender().label();
    }

    @Override
    public Optional<String> obstacle(Event plan) throws InterruptedException {
        TrainingPlanned training = (TrainingPlanned) plan;
        return MatchJob.obstacle(workplace, List.of(training.defender()), training.dataSet(), training.dataSetHash());
    }

    @Override
    public boolean over(Assignment assignment) {
        return assignment.holds("ModelTrained");
    }

    @Override
    public void run(Assignment assignment) throws Exception {
        try (Chosen chosen =
                new Chosen(workplace.plugins(), workplace.database().events())) {
            train(assignment, chosen);
        }
    }

    private void train(Assignment assignment, Chosen chosen) throws InterruptedException {
        TrainingPlanned plan = (TrainingPlanned) assignment.plan();
        Registered defense = chosen.find(plan.defender());
        CheckpointFolder checkpoints =
                new CheckpointFolder(workplace.dataSets().places().cache(), assignment.stream());
        Origin origin = origin(plan, chosen, checkpoints);
        long begun = System.nanoTime();
        long moment = begun;
        long version = started(assignment);
        moment = workplace.costs().since(Item.STORE, moment);
        LoadedDataSet data = MatchJob.data(workplace, chosen, plan.dataSet(), plan.dataSetHash());
        moment = workplace.costs().since(Item.LOADING, moment);
        Progress progress = new JobProgress(workplace.bus(), Optional.empty(), assignment.stream(), assignment.stop());
        CompletableFuture<Learned> learning = workplace
                .pool()
                .submit(new ComputeTask<>(
                        "The training of '" + plan.defender().plugin() + "'",
                        chosen.loader(defense),
                        Duration.ofSeconds(plan.limitSeconds()),
                        assignment.stop(),
                        () -> learn(plan, chosen, defense, origin, data, progress, assignment)));
        Learned learned;
        try {
            learned = learning.get();
        } catch (ExecutionException e) {
            workplace.costs().since(Item.TRAINING, moment);
            recordFailure(assignment, version, e.getCause());
            checkpoints.delete();
            return;
        }
        moment = workplace.costs().since(Item.TRAINING, moment);
        String model = workplace.database().artifacts().put(learned.parts(), WEIGHTS_TYPE);
        Event trained = new Event.ModelTrained(
                model,
                learned.cleanAccuracy(),
                data.splits().test().size(),
                learned.curve().loss(),
                learned.curve().accuracy(),
                learned.block(),
                learned.examination());
        TreeMap<String, Object> meta = assignment.meta();
        meta.put("millis", Map.of("train", (System.nanoTime() - begun) / 1_000_000));
        commit(assignment, version, trained, "", meta, assignment.lease().succeeded());
        checkpoints.delete();
        workplace.costs().since(Item.STORE, moment);
    }

    private long started(Assignment assignment) {
        Event started = new Event.TrainingStarted(assignment.lease().attempt(), workplace.environment());
        return MatchJob.started(workplace, assignment, started);
    }

    private Learned learn(
            TrainingPlanned plan,
            Chosen chosen,
            Registered plugin,
            Origin origin,
            LoadedDataSet data,
            Progress progress,
            Assignment assignment) {
        Seed seed = Seed.parse(plan.seed());
        Defense defense = plugin.createDefense(plan.defender().params());
        try (ShardPool shards = new ShardPool(
                        Math.min(EngineTraining.SHARDS, workplace.pool().size()));
                Opened opened = origin.open(data.splits(), seed, progress, shards)) {
            RecordedTraining training = new RecordedTraining(opened.training());
            Parts parts = defense.train(training);
            try {
                byte[] bytes = opened.base()
                        .map(base -> PartsFile.write(
                                LayeredParts.join(parts, base), plan.defender().configuration()))
                        .orElseGet(() -> PartsFile.write(parts));
                return evaluate(plan, chosen, bytes, data, seed, training.curve(), assignment);
            } finally {
                parts.networks().values().forEach(Network::close);
            }
        }
    }

    /** What a defense begins with. */
    @FunctionalInterface
    private interface Origin {
        Opened open(Splits splits, Seed seed, Progress progress, ShardPool shards);
    }

    /** A training, what is to be kept of its base, and what must be freed after it. */
    private record Opened(Training training, Optional<Parts> base, Runnable free) implements AutoCloseable {
        @Override
        public void close() {
            free.run();
        }
    }

    /** An architecture, whose networks the defense trains, a network that was imported, or a model to be put around. */
    private Origin origin(TrainingPlanned plan, Chosen chosen, CheckpointFolder checkpoints) {
        Player defender = plan.defender();
        Event.BaseModel base = plan.base();
        if (base != null) {
            return around(defender, chosen, base.model());
        }
        String model = defender.model();
        Adaptation adapted = defender.adapted();
        if (adapted != null) {
            return again(defender, chosen, adapted, checkpoints);
        }
        if (model == null) {
            Architecture architecture = chosen.architecture(defender).architecture();
            return (splits, seed, progress, shards) -> new Opened(
                    new EngineTraining(architecture, splits, seed, Optional.empty(), progress, shards, checkpoints),
                    Optional.empty(),
                    () -> {});
        }
        String name = Objects.requireNonNullElse(defender.architecture(), model);
        ModelFile file = ModelFile.of(workplace.database().artifacts().read(model), name);
        return (splits, seed, progress, shards) -> {
            CompiledNetwork network = file.network();
            Model undefended = Models.model(DefendedModel.of(network));
            return new Opened(
                    new WrappingTraining(network.architecture(), Parts.of(network), undefended, splits, seed, progress),
                    Optional.empty(),
                    undefended::close);
        };
    }

    /** Begins with the weights of the former model and learns from what beat it, too. */
    private Origin again(Player defender, Chosen chosen, Adaptation adapted, CheckpointFolder checkpoints) {
        Architecture architecture = chosen.architecture(defender).architecture();
        ArtifactStore artifacts = workplace.database().artifacts();
        String former = adapted.former().model();
        byte[] stored = artifacts.read(former);
        return (splits, seed, progress, shards) -> {
            Parts parts = PartsFile.read(stored, former);
            return new Opened(
                    new EngineTraining(
                            architecture,
                            Lessons.splits(splits, adapted, artifacts),
                            seed,
                            Optional.of(parts),
                            progress,
                            shards,
                            checkpoints),
                    Optional.empty(),
                    () -> parts.networks().values().forEach(Network::close));
        };
    }

    private static Layers layers(Chosen chosen) {
        return new Layers(chosen::find, chosen::loader);
    }

    private Origin around(Player defender, Chosen chosen, String model) {
        byte[] stored = workplace.database().artifacts().read(model);
        Player base = Objects.requireNonNull(defender.base());
        String architecture = Objects.requireNonNullElse(defender.architecture(), base.plugin());
        return (splits, seed, progress, shards) -> {
            Parts parts = PartsFile.read(stored, model);
            Model inner = Models.model(
                    layers(chosen).assemble(base, PartsFile.read(stored, model)),
                    splits.train().shape());
            return new Opened(
                    new WrappingTraining(architecture, parts, inner, splits, seed, progress),
                    Optional.of(parts),
                    () -> {
                        inner.close();
                        parts.networks().values().forEach(Network::close);
                    });
        };
    }

    /** Judges what was stored, not what was in memory. */
    private Learned evaluate(
            TrainingPlanned plan,
            Chosen chosen,
            byte[] bytes,
            LoadedDataSet data,
            Seed seed,
            TrainingCurve curve,
            Assignment assignment) {
        long[] shape = data.splits().test().shape();
        try (Model model =
                Models.model(layers(chosen).assemble(plan.defender(), PartsFile.read(bytes, "the model")), shape)) {
            CleanAccuracy.Count clean =
                    CleanAccuracy.count(model, data.splits().test(), seed.derive("clean"), assignment.stop());
            Examples samples = data.splits().calibration();
            Set<Norm> norms = norms(plan);
            Examination examination = samples.size() == 0 || norms.isEmpty()
                    ? null
                    : ModelExamination.of(model, samples, norms, seed.derive("examination"), assignment.stop());
            return new Learned(bytes, clean.share(), curve, model.block(), examination);
        }
    }

    /** Plans of before there was a choice had every model examined in the maximum norm. */
    private static Set<Norm> norms(TrainingPlanned plan) {
        List<Norm> examined = plan.examined();
        return examined == null ? Set.of(Norm.LINF) : Set.copyOf(examined);
    }

    private void recordFailure(Assignment assignment, long version, Throwable failure) {
        if (MatchJob.passing(assignment, failure)) {
            throw Faults.unchecked(failure);
        }
        String sentence = Faults.sentence(failure);
        String step = failure instanceof TimedOutException ? "timeout" : "learning";
        commit(
                assignment,
                version,
                new Event.TrainingFailed(step, sentence),
                assignment.lease().key(),
                assignment.meta(),
                assignment.lease().failed(sentence));
    }

    private void commit(
            Assignment assignment,
            long version,
            Event event,
            String key,
            Map<String, Object> meta,
            FinishedJob finished) {
        String stream = assignment.stream();
        NewEvent recorded = Recording.of(Ids.of(stream, event.getClass().getSimpleName(), key), event, meta);
        workplace
                .database()
                .events()
                .commit(Commit.of(new Append(stream, ExpectedVersion.exactly(version), recorded))
                        .finishing(finished));
    }
}
