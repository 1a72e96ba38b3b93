package io.gauntlet.runtime.work;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.director.Decision;
import io.gauntlet.engine.backend.Backend;
import io.gauntlet.runtime.bus.PluginBus;
import io.gauntlet.runtime.compute.ComputePool;
import io.gauntlet.runtime.cost.CostAccount;
import io.gauntlet.runtime.plugin.LoadedPlugins;
import io.gauntlet.store.Database;

/** Where the work of one process is done: the plug-ins' verticles, the compute pool, and once started a worker and a director. */
public final class Workshop implements AutoCloseable {
    private static final long DEPLOY_SECONDS = 30;

    private final LoadedPlugins plugins;
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

    /** Starts the bus and the pool and gives each plug-in its verticle. */
    public Workshop(LoadedPlugins plugins, DataPlaces places, int workers) {
        this.plugins = plugins;
        // Before any thread carries a plug-in's class loader: ND4J looks for its parts by that of the thread.
        Backend.load();
        pool = new ComputePool(workers, ComputePool.GRACE, Backend::load);
        dataSets = new DataSets(plugins, bus, pool, places);
        checks = new TransformationChecks(plugins, bus, pool);
        shelf = new ModelShelf(4 * workers);
        for (Kind kind : new Kind[] {Kind.ATTACK, Kind.DEFENSE, Kind.TRANSFORMATION, Kind.DATA_SET}) {
            plugins.catalog().all(kind).forEach(this::deploy);
        }
    }

    private void deploy(Registered plugin) {
        String id = plugin.id();
        try {
            bus.deploy(plugin.kind(), id, message -> accept(plugin.kind(), id, message))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(DEPLOY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The process is ending.", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The " + plugin.kind().noun() + " '" + id + "' has no verticle.", e);
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

    /** Starts the director and a worker on a database. */
    public synchronized void start(Database database, String environment) {
        work(database, environment, WorkerTerms.byItself());
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
        Workplace workplace = new Workplace(database, plugins, bus, pool, dataSets, shelf, account, environment);
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
