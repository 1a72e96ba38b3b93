package io.gauntlet.runtime.bus;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.gauntlet.arena.catalog.Kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(300)
class PluginBusTest {
    private final PluginBus bus = new PluginBus();

    @AfterEach
    void close() {
        bus.close();
    }

    private static <T> T get(Future<T> future) throws ExecutionException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void messagesReachThePluginAndAreAcknowledged() throws Exception {
        List<JsonObject> taken = new CopyOnWriteArrayList<>();
        get(bus.deploy(Kind.ATTACK, "pgd", taken::add));
        get(bus.send(Kind.ATTACK, "pgd", new JsonObject().put("job", 1)));
        assertEquals(1, taken.get(0).getInteger("job"));
    }

    @Test
    void aPluginThatIsNotHereIsNotReached() {
        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> get(bus.send(Kind.ATTACK, "none", new JsonObject())));
        assertTrue(failure.getCause().getMessage().contains("No handlers"), failure.toString());
    }

    @Test
    void aVerticleThatFailsIsReplacedAndOthersGoOn() throws Exception {
        get(bus.deploy(Kind.ATTACK, "good", message -> {}));
        get(bus.deploy(Kind.DEFENSE, "moody", message -> {
            if (message.getBoolean("fail")) {
                throw new IllegalStateException("moody");
            }
        }));
        String first = bus.deployment(Kind.DEFENSE, "moody").orElseThrow();
        assertThrows(
                ExecutionException.class,
                () -> get(bus.send(Kind.DEFENSE, "moody", new JsonObject().put("fail", true))));
        get(bus.send(Kind.ATTACK, "good", new JsonObject()));
        Optional<String> second = bus.deployment(Kind.DEFENSE, "moody");
        while (second.isEmpty() || second.get().equals(first)) {
            Thread.sleep(5);
            second = bus.deployment(Kind.DEFENSE, "moody");
        }
        get(bus.send(Kind.DEFENSE, "moody", new JsonObject().put("fail", false)));
    }

    @Test
    void progressIsHeard() throws Exception {
        BlockingQueue<ProgressReport> heard = new LinkedBlockingQueue<>();
        ProgressReport report = new ProgressReport(Optional.of(UUID.randomUUID()), "match-1", 0.5, "half");
        Runnable unheard = bus.onProgress(heard::add);
        bus.publish(report);
        assertEquals(report, heard.poll(60, TimeUnit.SECONDS));
        unheard.run();
    }
}
