package io.gauntlet.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static io.gauntlet.store.Events.append;
import static io.gauntlet.store.Events.event;
import static io.gauntlet.store.Events.job;
import static io.gauntlet.store.Events.stream;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the store promises on any server, under a role with the application's rights and no more. */
abstract class StoreContract {
    /** The open store. */
    abstract Database database();

    private EventStore events() {
        return database().events();
    }

    @Test
    void appendsAreJudgedByVersionAndId() {
        String stream = stream();
        Append first = new Append(stream, ExpectedVersion.none(), List.of(event(), event("{\"a\":1}")));
        CommitResult once = events().commit(Commit.of(first));
        assertEquals(once.positions(), events().commit(Commit.of(first)).positions());
        assertThrows(
                VersionConflict.class,
                () -> events().commit(Commit.of(new Append(stream, ExpectedVersion.exactly(1), event()))));
        NewEvent other = new NewEvent(first.events().get(0).id(), "Tested", 1, "{\"b\":2}", "{}");
        assertThrows(IdConflict.class, () -> events().commit(Commit.of(append(stream, other))));
        events().commit(Commit.of(new Append(stream, ExpectedVersion.exactly(2), event())));
        assertEquals(
                List.of(1L, 2L, 3L),
                events().readStream(stream).stream().map(RecordedEvent::version).toList());
    }

    @Test
    void aCommitIsAllOrNothing() {
        String stream = stream();
        String sha = database().artifacts().put(new byte[] {1, 2}, "application/octet-stream");
        NewEvent naming = new NewEvent(UUID.randomUUID(), "Tested", 1, "{}", "{}", List.of(sha));
        Commit refused = Commit.of(append(stream, naming), new Append(stream, ExpectedVersion.none(), event()))
                .with(List.of(job("contract/" + stream)));
        assertThrows(VersionConflict.class, () -> events().commit(refused));
        assertTrue(events().readStream(stream).isEmpty());
        assertTrue(database().jobs().jobs("contract/" + stream).isEmpty());
        assertThrows(
                ArtifactMissing.class,
                () -> events().commit(Commit.of(append(
                        stream, new NewEvent(UUID.randomUUID(), "Tested", 1, "{}", "{}", List.of("ab".repeat(32)))))));
    }

    @Test
    void aSubscriberGetsEveryEventInOrder() throws Exception {
        long before = events().head().position();
        LinkedBlockingQueue<RecordedEvent> got = new LinkedBlockingQueue<>();
        try (Subscription subscription = events().subscribe(before, got::addAll)) {
            for (int i = 0; i < 20; i++) {
                events().commit(Commit.of(append(stream(), event())));
            }
            for (long position = before + 1; position <= before + 20; position++) {
                RecordedEvent event = got.poll(60, TimeUnit.SECONDS);
                assertEquals(position, event == null ? -1 : event.position());
            }
            assertTrue(subscription.failure().isEmpty());
        }
    }

    @Test
    void aJobIsDoneOnceByItsFence() {
        String kind = "contract-" + UUID.randomUUID();
        events().commit(Commit.of().with(List.of(new NewJob(kind, kind, 0, "{}", 2))));
        try (Worker worker = database().jobs().register("contract")) {
            JobLease lost = database().jobs().claim(Set.of(kind), worker).orElseThrow();
            database().jobs().retry(lost, "try again", Duration.ZERO);
            JobLease held = database().jobs().claim(Set.of(kind), worker).orElseThrow();
            assertThrows(
                    FenceLost.class,
                    () -> events().commit(Commit.of(append(stream(), event())).finishing(lost.succeeded())));
            events().commit(Commit.of(append(stream(), event())).finishing(held.succeeded()));
            assertEquals(Map.of(JobState.SUCCEEDED, 1L), database().jobs().counts(kind));
        }
    }

    @Test
    void artifactsComeBackAndOrphansCanBeCollected() {
        byte[] bytes = new byte[3 << 20];
        bytes[77] = 1;
        String sha = database().artifacts().put(bytes, "application/octet-stream");
        assertArrayEquals(bytes, database().artifacts().read(sha));
        assertEquals(0, database().artifacts().collect(Duration.ofDays(1)).artifacts());
    }

    @Test
    void concurrentWritersLeaveNoGap() throws Exception {
        long before = events().head().position();
        List<Thread> writers = new ArrayList<>();
        for (int w = 0; w < 4; w++) {
            Thread writer = new Thread(() -> {
                String own = stream();
                for (int i = 0; i < 25; i++) {
                    events().commit(Commit.of(new Append(own, ExpectedVersion.exactly(i), event())));
                }
            });
            writer.start();
            writers.add(writer);
        }
        for (Thread writer : writers) {
            writer.join();
        }
        List<RecordedEvent> read = events().readAll(before, EventStore.MAX_PAGE);
        assertEquals(100, read.size());
        assertEquals(before + 100, read.get(99).position());
        AuditReport report = database().audit().verify();
        assertTrue(report.intact(), report.toString());
    }
}
