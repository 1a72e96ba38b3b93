package io.gauntlet.app.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;

import io.gauntlet.engine.backend.Backend;
import io.gauntlet.engine.backend.BackendFacts;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.store.JobState;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.StoreException;

/** What the process and its database do, as Prometheus reads it. Asked of the database at each reading, not before. */
final class Metrics implements AutoCloseable {
    /** The type of what {@link #read()} gives. */
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Health health;
    private final MultiGauge jobs;
    private final MultiGauge positions;
    private final MultiGauge behind;
    private volatile long head;
    private volatile int processes;
    private volatile boolean reachable;
    private volatile BackendFacts backend = Backend.facts();

    Metrics(Gauntlet gauntlet, Health health) {
        this.health = health;
        jobs = MultiGauge.builder("gauntlet.jobs")
                .description("Jobs in the queue by kind and state")
                .register(registry);
        positions = MultiGauge.builder("gauntlet.projection.position")
                .description("Position of the last event that a projection has applied")
                .register(registry);
        behind = MultiGauge.builder("gauntlet.projection.lag")
                .description("Events that a projection has not yet applied")
                .register(registry);
        gauge("gauntlet.database.up", "Whether the database answers", () -> reachable ? 1 : 0);
        gauge("gauntlet.event.position", "Position of the newest event", () -> head);
        gauge("gauntlet.workers.processes", "Processes that play, on any machine", () -> processes);
        gauge(
                "gauntlet.workers.threads",
                "Jobs that can run here at once",
                () -> gauntlet.workers().threads());
        gauge(
                "gauntlet.workers.running",
                "Jobs that run here now",
                () -> gauntlet.workers().running());
        gauge(
                "gauntlet.workers.abandoned",
                "Plug-in code that ignored its end and still runs",
                () -> gauntlet.workers().abandoned());
        gauge("gauntlet.arrays.used.bytes", "Memory of arrays, outside the Java heap", () -> backend.memoryUsed());
        gauge("gauntlet.arrays.limit.bytes", "Memory that arrays may take", () -> backend.memoryLimit());
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** Counts what was recorded since this process began to serve, by type: matches scored and forfeited among them. */
    void recorded(List<RecordedEvent> events) {
        for (RecordedEvent event : events) {
            registry.counter("gauntlet.events", "type", event.type()).increment();
        }
    }

    /** Measures how long answers take, by method, place in the API and status. */
    void time(RoutingContext context) {
        long begun = System.nanoTime();
        context.addEndHandler(ended -> Timer.builder("http.server.requests")
                .description("How long answers take")
                .serviceLevelObjectives(BUCKETS)
                .tags(tags(context))
                .register(registry)
                .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS));
        context.next();
    }

    /** Few values each: a place is a pattern, never an address. */
    private static Tags tags(RoutingContext context) {
        Route route = context.currentRoute();
        String path = route == null ? null : route.getPath();
        String method = Guard.reads(context.request())
                        || context.request().method().name().equals("POST")
                ? context.request().method().name()
                : "other";
        return Tags.of(
                Tag.of("method", method),
                Tag.of("uri", path == null ? "page" : path),
                Tag.of("status", Integer.toString(context.response().getStatusCode())));
    }

    /** Everything, in Prometheus's text format; of a database that is away what was known last. Blocks. */
    String read() {
        backend = Backend.facts();
        try {
            show(health.snapshot());
            reachable = true;
        } catch (StoreException e) {
            reachable = false;
        }
        return registry.scrape();
    }

    private void show(Health.Snapshot now) {
        head = now.position();
        processes = now.workers().size();
        jobs.register(
                now.jobs().entrySet().stream()
                        .flatMap(kind -> Arrays.stream(JobState.values())
                                .map(state -> row(kind.getKey(), state, kind.getValue())))
                        .toList(),
                true);
        positions.register(
                now.projections().stream()
                        .map(one -> MultiGauge.Row.of(Tags.of("projection", one.name()), one.position()))
                        .toList(),
                true);
        behind.register(
                now.projections().stream()
                        .map(one -> MultiGauge.Row.of(
                                Tags.of("projection", one.name()), Math.max(0, now.position() - one.position())))
                        .toList(),
                true);
    }

    private static MultiGauge.Row<Number> row(String kind, JobState state, Map<JobState, Long> counts) {
        String name = state.name().toLowerCase(Locale.ROOT);
        return MultiGauge.Row.of(Tags.of("kind", kind, "state", name), counts.getOrDefault(state, 0L));
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
