package io.gauntlet.runtime.work;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.director.Decision;
import io.gauntlet.engine.backend.Backend;
import io.gauntlet.runtime.bus.Addresses;
import io.gauntlet.runtime.bus.PluginBus;
import io.gauntlet.runtime.compute.ComputePool;
import io.gauntlet.runtime.cost.CostAccount;
import io.gauntlet.runtime.plugin.LoadedPlugin;
import io.gauntlet.runtime.plugin.PluginVersions;
import io.gauntlet.store.Database;

/** Where the work of one process is done: the plug-ins' verticles, the compute pool, and once started a worker and a director. */
public final class Workshop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);
    private static final long DEPLOY_SECONDS = 30;

    /** How often it is asked whether versions that a reload replaced are still needed. */
    private static final long RETIRE_MILLIS = 2_000;

    private static final Kind[] ON_THE_BUS = {Kind.ATTACK, Kind.DEFENSE, Kind.TRANSFORMATION, Kind.DATA_SET};

    private final PluginVersions versions;
    private final Set<String> deployed = new HashSet<>();
    private final PluginBus bus = new PluginBus();
    private final ComputePool pool;
    private final DataSets dataSets;
    private final TransformationChecks checks;
    private final ModelShelf shelf;
    private final Standstill standstill = new Standstill();
    private volatile @Nullable JobWorker worker;
    private @Nullable DirectorService director;
    private @Nullable FailedJobs failedJobs;
    private @Nullable CostAccount costs;
    private boolean retiring;

    /** Starts the bus and the pool and gives each plug-in its verticle. */
    public Workshop(PluginVersions versions, DataPlaces places, int workers) {
        this.versions = versions;
        // Before any thread carries a plug-in's class loader: ND4J looks for its parts by that of the thread.
        Backend.load();
        pool = new ComputePool(workers, ComputePool.GRACE, Backend::load);
        dataSets = new DataSets(versions, bus, pool, places);
        checks = new TransformationChecks(bus, pool);
        shelf = new ModelShelf(4 * workers);
        for (Kind kind : ON_THE_BUS) {
            versions.present().catalog().all(kind).forEach(plugin -> deploy(kind, plugin.id()));
        }
    }

    /** Gives what a plug-in brings its verticles, as far as it has none: versions share theirs. */
    public void deploy(LoadedPlugin plugin) {
        for (Registered one : plugin.brings()) {
            if (List.of(ON_THE_BUS).contains(one.kind())) {
                deploy(one.kind(), one.id());
            }
        }
    }

    private synchronized void deploy(Kind kind, String id) {
        if (!deployed.add(Addresses.of(kind, id))) {
            return;
        }
        try {
            bus.deploy(kind, id, message -> accept(kind, id, message))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(DEPLOY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The process is ending.", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The " + kind.noun() + " '" + id + "' has no verticle.", e);
        }
    }

    /** Lets plug-in versions go that a reload replaced, as soon as nothing that is recorded needs them any more. */
    public synchronized void retire(Database database) {
        if (!retiring) {
            retiring = true;
            Retirement retirement = new Retirement(database, versions);
            bus.vertx()
                    .setPeriodic(
                            RETIRE_MILLIS,
                            timer -> bus.vertx()
                                    .executeBlocking(() -> sweep(retirement), false)
                                    .onFailure(e -> LOG.warn(
                                            "Whether replaced plug-ins are still needed cannot be found out for now: {}",
                                            e.getMessage())));
        }
    }

    private boolean sweep(Retirement present) {
        if (versions.all().size() == 1) {
            return false;
        }
        try (PluginVersions.Gone gone = present.sweep()) {
            if (gone.jars().isEmpty()) {
                return false;
            }
            shelf.drop(gone.jars());
            dataSets.forget(gone.jars());
            gone.brought().forEach(this::undeploy);
            pool.renew();
            LOG.info(
                    "{} replaced plug-in versions are no longer needed and gone",
                    gone.jars().size());
            return true;
        }
    }

    private synchronized void undeploy(Registered one) {
        boolean still = versions.all().stream()
                .anyMatch(plugins -> plugins.catalog().ids(one.kind()).contains(one.id()));
        if (!still && deployed.remove(Addresses.of(one.kind(), one.id()))) {
            bus.undeploy(one.kind(), one.id());
        }
    }

    private void accept(Kind kind, String id, JsonObject message) {
        switch (kind) {
            case DATA_SET -> dataSets.accept(id, message);
            case TRANSFORMATION -> checks.accept(id, message);
            case ATTACK, DEFENSE -> {
                JobWorker present = worker;
                if (present == null) {
                    throw new IllegalArgumentException("No worker was started in this process.");
                }
                present.accept(message);
            }
            case ARCHITECTURE -> throw new IllegalArgumentException("Architectures have no address.");
        }
    }

    /**
     * Starts the director and a worker on a database.
     *
     * @param leaving whether jobs that need other plug-ins or data than this process has are left to others
     */
    public synchronized void start(Database database, String environment, boolean leaving) {
        work(database, environment, WorkerTerms.byItself(leaving));
        lead(database);
    }

    /** Starts the director on a database: what follows from the record is planned here, and done by any process. */
    public synchronized void lead(Database database) {
        if (director == null) {
            director = DirectorService.start(database, standstill, this::wake);
            failedJobs = FailedJobs.watch(database);
        }
    }

    private void wake() {
        JobWorker present = worker;
        if (present != null) {
            present.wake();
        }
    }

    /** Starts a worker on a database: it does what some process's director has planned. */
    public synchronized void work(Database database, String environment, WorkerTerms terms) {
        if (worker != null) {
            return;
        }
        CostAccount account = new CostAccount(pool.size());
        Workplace workplace = new Workplace(database, versions, bus, pool, dataSets, shelf, account, environment);
        Map<String, JobKind> kinds = new LinkedHashMap<>();
        kinds.put(Decision.Job.TRAINING, new TrainingJob(workplace));
        kinds.put(Decision.Job.MATCH, new MatchJob(workplace));
        JobRunner runner = new JobRunner(database, account, standstill, kinds);
        costs = account;
        JobWorker present = new JobWorker(workplace, runner, terms);
        // Before it claims: the first message may come at once.
        worker = present;
        present.start();
    }

    /** Why the record is no longer followed here; empty while it is, or before the start. */
    public synchronized Optional<Throwable> directorFailure() {
        return director == null ? Optional.empty() : director.failure();
    }

    /** Why no more work can be done here until a person changes something; empty while it can. */
    public Optional<RuntimeException> standstill() {
        return standstill.reason();
    }

    /**
     * Claims no more jobs and waits until those that run are over; what follows from them is still decided.
     *
     * @return false when some still ran when the time was over
     */
    public boolean drain(Duration time) throws InterruptedException {
        JobWorker present = worker;
        return present == null || present.drain(time);
    }

    /** Whether there is a worker here. */
    public boolean started() {
        return worker != null;
    }

    /** How many jobs run here now. */
    public int running() {
        JobWorker present = worker;
        return present == null ? 0 : present.running();
    }

    /** What the workers' time was spent on. @throws IllegalStateException before the start */
    public synchronized CostAccount costs() {
        if (costs == null) {
            throw new IllegalStateException("The workers were not started.");
        }
        return costs;
    }

    /** Asks the running jobs of some streams to end. */
    public void stop(Set<String> streams, String why) {
        JobWorker present = worker;
        if (present != null) {
            present.stop(streams, why);
        }
    }

    /** The event bus. */
    public PluginBus bus() {
        return bus;
    }

    /** Where plug-in code runs. */
    public ComputePool pool() {
        return pool;
    }

    /** Loads data sets. */
    public DataSets dataSets() {
        return dataSets;
    }

    /** Asks transformations. */
    public TransformationChecks checks() {
        return checks;
    }

    /** Stops the director and the worker, whose jobs return to the queue, then everything else. */
    @Override
    public synchronized void close() {
        if (failedJobs != null) {
            failedJobs.close();
        }
        if (director != null) {
            director.close();
        }
        JobWorker present = worker;
        if (present != null) {
            present.close();
        }
        pool.close();
        bus.close();
        shelf.close();
    }
}
