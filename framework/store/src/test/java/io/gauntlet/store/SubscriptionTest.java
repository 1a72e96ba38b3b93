package io.gauntlet.store;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.gauntlet.store.Events.append;
import static io.gauntlet.store.Events.event;
import static io.gauntlet.store.Events.stream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

/** A subscriber sees every event once and in order, whatever happens to its connection. */
class SubscriptionTest {
    private static final int PATIENCE_SECONDS = 60;
    private static Database database;

    @BeforeAll
    static void open() {
        database = TestServer.open(SubscriptionTest.class);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void deliversOldAndNewEventsInOrder() throws Exception {
        long start = database.events().head().position();
        commit(3);
        BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
        try (Subscription subscription =
                database.events().subscribe(start, page -> page.forEach(e -> seen.add(e.position())))) {
            expect(seen, start + 1, start + 3);
            commit(4);
            expect(seen, start + 4, start + 7);
            assertFalse(subscription.failure().isPresent());
        }
        commit(1);
        assertEquals(0, seen.size(), "closed");
    }

    @Test
    void aTerminatedConnectionLosesNothing() throws Exception {
        long start = database.events().head().position();
        BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
        Subscription subscription =
                database.events().subscribe(start, page -> page.forEach(e -> seen.add(e.position())));
        try (subscription) {
            commit(1);
            expect(seen, start + 1, start + 1);
            for (int round = 1; round <= 3; round++) {
                TestServer.execute(
                        database,
                        "select pg_terminate_backend(pid) from pg_stat_activity"
                                + " where datname = current_database() and pid <> pg_backend_pid()");
                commit(1);
                expect(seen, start + 1 + round, start + 1 + round);
            }
        }
        assertEquals(start + 4, subscription.position()); // told once the receiver has returned
    }

    @Test
    void anEventWithoutNotificationArrivesByPolling() throws Exception {
        long start = database.events().head().position();
        BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
        try (Subscription subscription =
                database.events().subscribe(start, page -> page.forEach(e -> seen.add(e.position())))) {
            assertNotNull(subscription);
            TestServer.execute(
                    database,
                    "insert into event select position + 1, gen_random_uuid(), 'test-silent', 1, 'Tested', 1, '{}',"
                            + " '{}', recorded_at, link, link from event_log;"
                            + " update event_log set position = position + 1");
            expect(seen, start + 1, start + 1);
        }
    }

    @Test
    void aFailingConsumerIsShownAndGetsNoMore() throws Exception {
        long start = database.events().head().position();
        RuntimeException fault = new IllegalStateException("on purpose");
        CountDownLatch called = new CountDownLatch(1);
        Subscription subscription = database.events().subscribe(start, page -> {
            called.countDown();
            throw fault;
        });
        commit(1);
        called.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        subscription.close();
        assertSame(fault, subscription.failure().orElseThrow());
        assertEquals(start, subscription.position());
    }

    private static void commit(int events) {
        for (int i = 0; i < events; i++) {
            database.events().commit(Commit.of(append(stream(), event())));
        }
    }

    private static void expect(BlockingQueue<Long> seen, long from, long to) throws InterruptedException {
        for (long position = from; position <= to; position++) {
            assertEquals(position, seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
    }
}
