package io.gauntlet.runtime;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.director.DirectorState;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.spec.TournamentSpec;
import io.gauntlet.engine.architecture.Architectures;
import io.gauntlet.engine.backend.Backend;
import io.gauntlet.engine.backend.OffHeapLimitException;
import io.gauntlet.runtime.bus.ProgressReport;
import io.gauntlet.runtime.compute.AbandonedTask;
import io.gauntlet.runtime.compute.ComputePool;
import io.gauntlet.runtime.cost.Costs;
import io.gauntlet.runtime.estimate.Rehearsal;
import io.gauntlet.runtime.estimate.TournamentEstimate;
import io.gauntlet.runtime.plugin.LoadedPlugins;
import io.gauntlet.runtime.plugin.PluginLoader;
import io.gauntlet.runtime.plugin.PluginReload;
import io.gauntlet.runtime.plugin.PluginVersions;
import io.gauntlet.runtime.record.CheckListener;
import io.gauntlet.runtime.record.CrossEvaluation;
import io.gauntlet.runtime.record.RecordCheck;
import io.gauntlet.runtime.work.DataPlaces;
import io.gauntlet.runtime.work.LoadedDataSet;
import io.gauntlet.runtime.work.RecordedPlugins;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.runtime.work.TournamentObstacles;
import io.gauntlet.runtime.work.WorkerTerms;
import io.gauntlet.runtime.work.Workshop;
import io.gauntlet.store.Append;
import io.gauntlet.store.ArtifactStore;
import io.gauntlet.store.Commit;
import io.gauntlet.store.CommitResult;
import io.gauntlet.store.Database;
import io.gauntlet.store.EventStore;
import io.gauntlet.store.ExpectedVersion;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.StoreUnavailable;
import io.gauntlet.store.Subscription;
import io.gauntlet.store.projection.ProjectionRunner;
import io.gauntlet.store.projection.ProjectionStatus;
import io.gauntlet.store.projection.TournamentProjection;
import io.gauntlet.store.projection.TournamentView;

/**
 * Gauntlet in one process: what the command line and the HTTP server use. Opening it opens the database; plug-ins, the
 * bus and ND4J are started when they are first needed, and workers by {@link #start()}. Can be used from any thread.
 */
public final class Gauntlet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gauntlet.class);
    private static final long TURN_MILLIS = 200;
    private static final Duration LAST_VERDICTS = Duration.ofSeconds(10);
    private static final Duration PROJECTIONS_LIMIT = Duration.ofMinutes(5);

    private final GauntletConfig config;
    private final Database database;
    private final boolean readOnly;
    private @Nullable PluginVersions versions;
    private @Nullable Workshop workshop;
    private @Nullable Surroundings surroundings;
    private @Nullable ProjectionRunner projections;
    private @Nullable ExampleReplays replays;
    private boolean closed;

    private Gauntlet(GauntletConfig config, Database database, boolean readOnly) {
        this.config = config;
        this.database = database;
        this.readOnly = readOnly;
    }

    /**
     * Opens the database.
     *
     * @throws io.gauntlet.store.StoreException when it cannot be used, with what to do
     */
    public static Gauntlet open(GauntletConfig config) {
        return new Gauntlet(config, Database.open(config.database()), false);
    }

    /**
     * Opens a database that exists, to look at it: nothing is written, also no projection, which other processes keep.
     *
     * @throws io.gauntlet.store.StoreException when it cannot be used or there is none, with what to do
     */
    public static Gauntlet openReadOnly(GauntletConfig config) {
        return new Gauntlet(config, Database.open(config.database().readOnly()), true);
    }

    /** Whether nothing can be written. */
    public boolean readOnly() {
        return readOnly;
    }

    private void checkWritable() {
        if (readOnly) {
            throw new IllegalStateException("This Gauntlet was opened to read only.");
        }
    }

    /** The store. */
    public Database database() {
        return database;
    }

    /** The record. */
    public EventStore events() {
        return database.events();
    }

    /** Arrays and weights. */
    public ArtifactStore artifacts() {
        return database.artifacts();
    }

    /** The plug-ins in use and those that were refused. */
    public LoadedPlugins plugins() {
        return versions().present();
    }

    private synchronized PluginVersions versions() {
        checkOpen();
        if (versions == null) {
            versions = new PluginVersions(load(config.pluginRoots()));
        }
        return versions;
    }

    /**
     * Looks into the plug-in folders again. What is planned from now on uses what lies there now, and the record says
     * so; a tournament in progress keeps what it was planned with, and that goes once nothing needs it any more.
     *
     * @param by who asks, for the record
     */
    public PluginReload reloadPlugins(String by) {
        checkWritable();
        Workshop here = workshop();
        PluginReload reload = versions().reload(() -> database.events().head().position(), found -> {
            record(found, by);
            found.fresh().forEach(here::deploy);
        });
        here.retire(database);
        return reload;
    }

    private void record(PluginReload found, String by) {
        List<Append> registrations = found.fresh().stream()
                .flatMap(plugin -> plugin.brings().stream())
                .map(one -> Roster.registration(one, Map.of("by", by)))
                .toList();
        if (!registrations.isEmpty()) {
            database.events().commit(new Commit(registrations, List.of(), Optional.empty()));
        }
    }

    /** What can be chosen in a spec. */
    public Catalog catalog() {
        return plugins().catalog();
    }

    /** Loads plug-ins and what the framework itself brings, for callers that need no database; they close them. */
    public static LoadedPlugins load(List<Path> roots) {
        return PluginLoader.load(roots, builtIn());
    }

    /** The engine's own architectures and the defense of imported networks, presented as plug-ins'. */
    private static List<Registered> builtIn() {
        String build = "gauntlet-engine " + new TreeMap<>(Surroundings.build());
        List<Registered> all = new ArrayList<>();
        all.addAll(Registered.of(new StockPlugin(Architectures.stock()), "gauntlet-engine", sha(build)));
        all.addAll(Registered.of(new ImportedPlugin(), "gauntlet-runtime", sha(ImportedPlugin.BUILD)));
        return all;
    }

    private static String sha(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private synchronized Workshop workshop() {
        checkOpen();
        if (workshop == null) {
            DataPlaces places = new DataPlaces(config.data(), config.cache(), config.online());
            workshop = new Workshop(versions(), places, config.workers());
        }
        return workshop;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("This Gauntlet is closed.");
        }
    }

    /** Where this runs. Loads ND4J. */
    public synchronized Surroundings surroundings() {
        if (surroundings == null) {
            surroundings = Surroundings.here();
        }
        return surroundings;
    }

    /** The Vert.x of this process, for an HTTP server to share. */
    public Vertx vertx() {
        return workshop().bus().vertx();
    }

    /** Hears of all progress in this process, on the event loop; run what is returned to end it. */
    public Runnable onProgress(Consumer<ProgressReport> listener) {
        return workshop().bus().onProgress(listener);
    }

    /** Keeps the projections current; quick when they are kept already. */
    public synchronized ProjectionRunner projections() {
        checkOpen();
        checkWritable();
        if (projections == null) {
            projections = ProjectionRunner.start(database, List.of(new TournamentProjection(database.artifacts())));
        }
        return projections;
    }

    /** How far the projections are, whichever process keeps them; one that never ran is absent. */
    public List<ProjectionStatus> projectionStatus() {
        return readOnly ? ProjectionStatus.all(database) : projections().status();
    }

    /** Loads a data set. @throws io.gauntlet.api.data.DataUnavailableException when its files cannot be had, with what to do */
    public LoadedDataSet dataSet(String id, JsonNode params) throws InterruptedException {
        return workshop().dataSets().get(id, params);
    }

    /**
     * Plans a tournament. Played it is by the workers of any process that shares the database.
     *
     * @return its id
     * @throws InvalidInputException when the spec does not fit its data, with what to do
     * @throws io.gauntlet.api.data.DataUnavailableException when the data cannot be had, with what to do
     */
    public UUID plan(TournamentSpec spec) throws InterruptedException {
        return plan(spec, sha256 -> Optional.empty());
    }

    /**
     * Plans a tournament whose spec may name networks of the user's.
     *
     * @param files finds them; not asked for those that are stored already
     * @return its id
     * @throws InvalidInputException when spec, networks and data do not fit each other, with what to do
     * @throws io.gauntlet.api.data.DataUnavailableException when the data cannot be had, with what to do
     */
    public UUID plan(TournamentSpec spec, ImportedFiles files) throws InterruptedException {
        checkWritable();
        UUID id = UUID.randomUUID();
        try (PluginVersions.Hold hold = versions().hold()) {
            Commit commit =
                    new TournamentPlanner(database, hold.plugins(), workshop(), surroundings(), files).plan(id, spec);
            CommitResult result = database.events().commit(commit);
            hold.planned(result.position());
            LOG.debug("Tournament {} is planned at position {}", id, result.position());
            return id;
        }
    }

    /**
     * Estimates what a tournament would cost by trying out its parts, aside from what is played; see {@link Rehearsal}.
     *
     * @param files finds the networks that the spec names
     * @param trying hears what is being tried out; what it throws ends the estimate
     * @throws InvalidInputException when spec and data do not fit each other, with what to do
     * @throws io.gauntlet.api.data.DataUnavailableException when the data cannot be had, with what to do
     */
    public TournamentEstimate estimate(TournamentSpec spec, ImportedFiles files, Consumer<String> trying)
            throws InterruptedException {
        Workshop here = workshop();
        try (PluginVersions.Hold hold = versions().hold();
                ComputePool pool = new ComputePool(config.workers(), ComputePool.GRACE, Backend::load)) {
            LoadedDataSet data =
                    here.dataSets().get(spec.dataSet().id(), spec.dataSet().params());
            return new Rehearsal(hold.plugins(), pool, config.workers()).estimate(spec, data, files, trying);
        }
    }

    /**
     * Asks for the matches of a completed tournament whose results were revoked to be played again, as far as that gives
     * results that count; played they are as those of {@link #plan}. The projections must be current.
     *
     * @throws InvalidInputException when a plug-in that is needed is not installed, or no longer takes its parameters
     */
    public Replay replay(UUID id) {
        checkWritable();
        return new Replaying(database, catalog()).replay(id);
    }

    /** Starts director, workers and projections in this process: they take up whatever the record leaves to be done. */
    public void start() {
        start(false);
    }

    /** As {@link #start()}; whoever leaves jobs that need other plug-ins or data than there are here lets them wait. */
    public void start(boolean leaving) {
        projections();
        workshop().start(database, recordSurroundings(), leaving);
    }

    /**
     * Why tournaments in progress cannot be gone on with here, a sentence for each player whose plug-in is missing or has
     * changed; without those that can.
     */
    public Map<UUID, List<String>> obstacles(Collection<UUID> unfinished) {
        TournamentObstacles all = new TournamentObstacles(database.events(), versions());
        Map<UUID, List<String>> obstacles = new LinkedHashMap<>();
        for (UUID id : unfinished) {
            List<String> found = all.of(id);
            if (!found.isEmpty()) {
                obstacles.put(id, found);
            }
        }
        return obstacles;
    }

    /** What is to be told before a tournament is planned: plug-ins of its players that are not what was recorded last. */
    public List<String> notices(TournamentSpec spec) {
        return new RecordedPlugins(database.events()).notices(new Roster(catalog()).parts(spec));
    }

    /** Starts director and projections alone: what is planned is played by the workers of other processes. */
    public void lead() {
        projections();
        workshop().lead(database);
    }

    /**
     * Starts a worker alone: it does what the director of another process has planned, and leaves jobs that need other
     * plug-ins or data than this process has to other workers.
     *
     * @param name for people
     * @param listener hears of its jobs
     */
    public void work(String name, JobListener listener) {
        workshop().work(database, recordSurroundings(), new WorkerTerms(name, true, listener));
    }

    /**
     * From now on, whenever a tournament of several rounds is completed, tries here what was stored before a defender came on
     * it, also for those that were completed before, unless another process does so or did. Call it after {@link #start()} or
     * {@link #work}.
     */
    public synchronized void replayExamples() {
        checkOpen();
        checkWritable();
        if (replays == null) {
            replays = ExampleReplays.start(database, this::replayed, this::catalog);
        }
    }

    private CrossEvaluation.Report replayed(TournamentView view) throws InterruptedException {
        Workshop here = workshop();
        try (PluginVersions.Hold hold = versions().hold()) {
            return new CrossEvaluation(database, hold.plugins(), here.dataSets(), here.pool())
                    .replay(view, CheckListener.DEAF);
        }
    }

    /** Whether all is tried that {@link #replayExamples()} does, as far as this process can. */
    public boolean examplesReplayed() {
        ExampleReplays present;
        synchronized (this) {
            present = replays;
        }
        return present == null || present.done();
    }

    /**
     * Claims no more jobs and waits until those that run are over; closing gives back those that still run then.
     *
     * @return false when some still ran when the time was over
     */
    public boolean drain(Duration time) throws InterruptedException {
        return workshop().drain(time);
    }

    /** What the workers do. */
    public WorkerStatus workers() {
        Workshop here = workshop();
        return new WorkerStatus(
                here.started() ? here.pool().size() : 0,
                here.running(),
                here.pool().abandoned().size());
    }

    private String recordSurroundings() {
        String hash = surroundings().hash();
        String stream = "environment-" + hash;
        Event event = new Event.EnvironmentRecorded(surroundings().facts());
        UUID id = Ids.of(stream, EventCodec.type(event), "");
        database.events().commit(Commit.of(new Append(stream, ExpectedVersion.any(), Recording.of(id, event))));
        return hash;
    }

    /**
     * Waits until a tournament is over and the projections show it. Somebody must play it: this process after
     * {@link #start()}, or another.
     *
     * @throws InvalidInputException when there is no tournament of that id
     * @throws GauntletFailure when this process can do no more
     */
    public Ending await(UUID id, TournamentListener listener) throws InterruptedException {
        return await(id, listener, () -> false).orElseThrow();
    }

    /** As {@link #await(UUID, TournamentListener)}, until somebody asks to give up, which is empty. */
    public Optional<Ending> await(UUID id, TournamentListener listener, BooleanSupplier givenUp)
            throws InterruptedException {
        long before = first(id).position() - 1;
        TournamentWatch watch =
                new TournamentWatch(id, listener, database.events().head().position());
        Optional<Ending> ending;
        Runnable unheard = workshop().bus().onProgress(watch::take);
        try (Subscription subscription = database.events().subscribe(before, watch::take)) {
            ending = await(watch, subscription, givenUp);
        } finally {
            unheard.run();
        }
        if (ending.isPresent()) {
            projections().await(database.events().head().position(), PROJECTIONS_LIMIT);
        }
        return ending;
    }

    private Optional<Ending> await(TournamentWatch watch, Subscription subscription, BooleanSupplier givenUp)
            throws InterruptedException {
        while (true) {
            Optional<Ending> ending = watch.await(TURN_MILLIS);
            if (ending.isPresent() || givenUp.getAsBoolean()) {
                return ending;
            }
            if (workshop().pool().exhausted()) {
                drain(LAST_VERDICTS); // the forfeit of what was abandoned just now is recorded a moment later
            }
            checkHealth();
            subscription.failure().ifPresent(Gauntlet::unreadable);
        }
    }

    private RecordedEvent first(UUID id) {
        List<RecordedEvent> events = database.events().readStream(Ids.tournament(id), 0, 1);
        if (events.isEmpty()) {
            throw new InvalidInputException(
                    "There is no tournament " + id + ". `./gauntlet tournaments` lists them all.");
        }
        return events.get(0);
    }

    /**
     * Checks that this process can still play.
     *
     * @throws GauntletFailure when it cannot, with what to do
     * @throws StoreUnavailable when the disk of the database server is full
     * @throws OffHeapLimitException when arrays would take more memory than they may
     */
    public void checkHealth() {
        Workshop here = workshop();
        if (here.pool().exhausted()) {
            String tasks = here.pool().abandoned().stream()
                    .map(AbandonedTask::task)
                    .distinct()
                    .collect(Collectors.joining("; "));
            throw new GauntletFailure(
                    "Too much plug-in code ignores its end and still runs (" + tasks
                            + "): correct or remove these plug-ins, then type `./gauntlet resume`.",
                    null);
        }
        here.standstill().ifPresent(failure -> {
            throw failure;
        });
        here.directorFailure().ifPresent(Gauntlet::unreadable);
    }

    private static void unreadable(Throwable failure) {
        throw new GauntletFailure(
                "The record can no longer be followed (" + failure.getMessage()
                        + "); nothing is lost: `./gauntlet resume` goes on.",
                failure);
    }

    /**
     * Cancels a tournament: its matches that are not over will not be played. Trainings are finished, since other
     * tournaments may need them.
     *
     * @throws InvalidInputException when there is none of that id, or it is over
     */
    public void cancel(UUID id, String reason) {
        checkWritable();
        first(id);
        Set<String> matches = new Cancelling(database).cancel(id, reason);
        stop(matches, reason);
    }

    private synchronized void stop(Set<String> streams, String why) {
        if (workshop != null) {
            workshop.stop(streams, why);
        }
    }

    /** The tournaments that are neither completed nor cancelled, read from the record. */
    public Set<UUID> unfinished() {
        DirectorState state = new DirectorState(id -> Recording.plan(database.events(), id));
        long position = 0;
        List<RecordedEvent> page;
        do {
            page = database.events().readCategory("tournament", position, EventStore.MAX_PAGE);
            for (RecordedEvent event : page) {
                position = event.position();
                if (EventCodec.knows(event.type())) {
                    state.apply(event.stream(), Recording.read(event));
                }
            }
        } while (page.size() == EventStore.MAX_PAGE);
        return state.unfinished();
    }

    /** Plug-in code that ignored its end and still runs in this process. */
    public synchronized List<AbandonedTask> abandoned() {
        return workshop == null ? List.of() : workshop.pool().abandoned();
    }

    /** What this process's workers spent their time on since {@link #start()}. @throws IllegalStateException before it */
    public Costs costs() {
        return workshop().costs().costs();
    }

    /**
     * Judges adversarial examples that somebody else made.
     *
     * @throws InvalidInputException when model, data and examples do not fit each other, with what to do
     */
    public Judgement judge(JudgeRequest request) throws InterruptedException {
        return new Judge(this, workshop().pool()).judge(request);
    }

    /** Checks the record with the plug-ins and the data of this process. */
    public RecordCheck recordCheck() {
        Workshop here = workshop();
        return new RecordCheck(database, plugins(), here.dataSets(), here.pool());
    }

    /** Tries stored examples on other defenders, with the plug-ins and the data of this process. */
    public CrossEvaluation crossEvaluation() {
        checkWritable();
        Workshop here = workshop();
        return new CrossEvaluation(database, plugins(), here.dataSets(), here.pool());
    }

    /** Ends work in order: no new job is claimed, running ones return to the queue at once, then everything is closed. */
    @Override
    public void close() {
        Workshop working;
        PluginVersions loaded;
        ExampleReplays replaying;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            working = workshop;
            loaded = versions;
            replaying = replays;
        }
        if (replaying != null) {
            replaying.close();
        }
        if (working != null) {
            working.close();
        }
        database.close();
        if (loaded != null) {
            loaded.close();
        }
    }
}
