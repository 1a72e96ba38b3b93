package io.gauntlet.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.gauntlet.store.Events.append;
import static io.gauntlet.store.Events.event;
import static io.gauntlet.store.Events.stream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whatever byte of the record is changed behind the application's back, the audit says so. */
class AuditTest {
    private static final List<String> TABLES =
            List.of("event_artifact", "event", "event_log", "artifact_chunk", "artifact");
    private static Database database;
    private static Connection tampering;
    private static String compressible;
    private static String random;

    /** One database for all tests, with a copy of the sound record from which each of them starts. */
    @BeforeAll
    static void open() throws SQLException {
        database = TestServer.open(AuditTest.class);
        tampering = TestServer.connect(database);
        tamper("set session_replication_role = replica; set synchronous_commit = off");
        compressible = put("robust ".repeat(40).getBytes(StandardCharsets.UTF_8));
        byte[] noise = new byte[60];
        new Random(1).nextBytes(noise);
        random = put(noise);
        for (int i = 0; i < 5; i++) {
            NewEvent naming = new NewEvent(
                    UUID.randomUUID(),
                    "Tested",
                    1,
                    "{\"i\":" + i + "}",
                    "{\"ms\":" + i + "}",
                    i == 2 ? List.of(random, compressible) : List.of());
            database.events().commit(Commit.of(append("audit-1", naming)));
        }
        for (String table : TABLES) {
            tamper("create table sound_" + table + " as select * from " + table);
        }
    }

    @AfterAll
    static void close() throws SQLException {
        tampering.close();
        database.close();
    }

    @BeforeEach
    void restore() throws SQLException {
        for (String table : TABLES) {
            restore(table);
        }
    }

    private static void restore(String table) throws SQLException {
        tamper("delete from " + table + "; insert into " + table + " select * from sound_" + table);
    }

    @Test
    void aSoundRecordIsIntact() {
        AuditReport report = database.audit().verify();
        assertTrue(report.intact(), report.toString());
        assertEquals(2, report.artifacts());
        assertEquals(5, report.chain().checked());
    }

    @Test
    void everyFlippedByteOfAnEventIsFound() throws SQLException {
        int flips = 0;
        for (String column : List.of("data", "meta")) {
            int length = number("select octet_length(" + column + "::text) from event where position = 3");
            for (int at = 0; at < length; at++) {
                // The lowest bit keeps digits digits and letters letters; what is no JSON any more cannot be stored.
                String text = "convert_from(set_byte(convert_to(" + column + "::text, 'UTF8'), " + at + ", get_byte("
                        + "convert_to(" + column + "::text, 'UTF8'), " + at + ") # 1), 'UTF8')";
                flips += flipped("update event set " + column + " = (" + text + ")::json where position = 3");
            }
        }
        for (String column : List.of("content_hash", "link")) {
            for (int at = 0; at < 32; at++) {
                flips += flipped("update event set " + column + " = set_byte(" + column + ", " + at + ", get_byte("
                        + column + ", " + at + ") # 128) where position = 3");
            }
        }
        for (String column : List.of("stream", "type")) {
            int length = number("select length(" + column + ") from event where position = 3");
            for (int at = 1; at <= length; at++) {
                flips += flipped("update event set " + column + " = overlay(" + column + " placing chr(ascii(substr("
                        + column + ", " + at + ", 1)) # 1) from " + at + " for 1) where position = 3");
            }
        }
        for (int bit = 0; bit < 63; bit++) {
            flips += flipped("update event set version = version # (1::bigint << " + bit + ") where position = 3");
            flips += flipped("update event set position = position # (1::bigint << " + bit + ") where position = 3");
        }
        for (int bit = 0; bit < 31; bit++) {
            flips +=
                    flipped("update event set schema_version = schema_version # (1 << " + bit + ") where position = 3");
        }
        for (int bit = 0; bit < 40; bit++) {
            flips += flipped("update event set recorded_at = recorded_at + interval '1 microsecond' * (1::bigint << "
                    + bit + ") where position = 3");
        }
        for (int at = 0; at < 16; at++) {
            flips += flipped("update event set id = encode(set_byte(uuid_send(id), " + at + ", get_byte(uuid_send(id), "
                    + at + ") # 4), 'hex')::uuid where position = 3");
        }
        assertTrue(flips > 200, "only " + flips + " changes could be stored");
    }

    /** 1 when the database took the change, which then must be found; 0 when its own rules refused it. */
    private int flipped(String change) throws SQLException {
        try {
            tamper(change);
        } catch (SQLException e) {
            assertFalse(e.getSQLState().startsWith("42"), () -> change + ": " + e.getMessage());
            return 0;
        }
        assertFalse(database.audit().verify().intact(), change);
        restore("event");
        return 1;
    }

    @Test
    void everyFlippedByteOfAnArtifactIsFound() throws SQLException {
        int length = number("select sum(length(data)) from artifact_chunk");
        assertTrue(length > 60);
        for (String sha : List.of(random, compressible)) {
            int size = number("select length(data) from artifact_chunk where " + named(sha));
            for (int at = 0; at < size; at++) {
                tamper("update artifact_chunk set data = set_byte(data, " + at + ", get_byte(data, " + at
                        + ") # 1) where " + named(sha));
                List<String> differences = database.audit().verify().differences();
                assertEquals(1, differences.size(), sha + " byte " + at);
                assertTrue(differences.get(0).contains(sha), differences.toString());
                restore("artifact_chunk");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from artifact_chunk where ",
                "update artifact set size = size + 1 where ",
                "update artifact_chunk set deflate = not deflate where ",
                "update artifact set dropped = now() where ",
                "delete from artifact where ",
                "delete from event_artifact where ",
                "insert into artifact_chunk select sha, 1, deflate, data from artifact_chunk where "
            })
    void whatElseHappensToAnArtifactIsFound(String change) throws SQLException {
        tamper(change + named(compressible));
        AuditReport report = database.audit().verify();
        assertFalse(report.intact(), change);
    }

    @Test
    void anotherArtifactUnderAnEventIsFound() throws SQLException {
        String other = put(new byte[] {9});
        tamper("insert into event_artifact select 2, sha from artifact where " + named(other));
        List<String> differences = database.audit().verify().differences();
        assertTrue(differences.get(0).contains("position 2"), differences.toString());
    }

    @Test
    void aCutTailIsFoundWithAnEarlierHeadOnly() throws SQLException {
        String head = database.events().head().link();
        assertTrue(verify(head).intact());
        database.events().commit(Commit.of(append("audit-1", event())));
        assertTrue(verify(head).intact(), "an earlier head is still in the log");
        tamper("delete from event where position > 4; update event_log set position = 4,"
                + " link = (select link from event where position = 4)");
        assertTrue(database.audit().verify().intact(), "a shorter log is a sound log");
        AuditReport report = verify(head);
        assertEquals(1, report.differences().size());
        assertTrue(report.differences().get(0).contains("cut off"), report.toString());
        assertThrows(IllegalArgumentException.class, () -> verify("latest"));
    }

    @Test
    void onlyTheArtifactsOfSomeStreams() throws SQLException {
        tamper("update artifact_chunk set data = set_byte(data, 3, get_byte(data, 3) # 1) where " + named(random));
        assertFalse(database.audit()
                .verify(Optional.empty(), Optional.of(Set.of("audit-1")), progress -> {})
                .intact());
        AuditReport others = database.audit().verify(Optional.empty(), Optional.of(Set.of("audit-2")), progress -> {});
        assertTrue(others.intact());
        assertEquals(0, others.artifacts());
    }

    @Test
    void droppedByPolicyIsNoDifferenceAndPutAgainItIsBack() {
        assertThrows(IllegalArgumentException.class, () -> database.artifacts().drop(random));
        NewEvent dropped = new NewEvent(UUID.randomUUID(), "ExamplesDropped", 1, "{\"reason\":\"old\"}", "{}");
        database.events().commit(Commit.of(append("artifact-" + random, dropped)));
        assertTrue(database.audit().verify().intact(), "between event and deletion");
        database.artifacts().drop(random);
        AuditReport report = database.audit().verify();
        assertTrue(report.intact(), report.toString());
        assertEquals(1, report.dropped());
        assertFalse(database.artifacts().contains(random));
        assertThrows(ArtifactDropped.class, () -> database.artifacts().read(random));
        byte[] noise = new byte[60];
        new Random(1).nextBytes(noise);
        assertEquals(random, put(noise));
        assertEquals(60, database.artifacts().read(random).length);
        assertEquals(0, database.audit().verify().dropped());
    }

    @Test
    void onlyOrphansAreCollected() {
        String orphan = put(new byte[] {4, 5});
        assertThrows(IllegalArgumentException.class, () -> database.artifacts().collect(Duration.ofMinutes(5)));
        assertEquals(0, database.artifacts().collect(Duration.ofHours(24)).artifacts());
        assertTrue(database.artifacts().contains(orphan), "it is young");
        assertEquals(1, artifacts().collectUnused(Duration.ZERO).artifacts());
        assertFalse(database.artifacts().contains(orphan));
        assertTrue(database.artifacts().contains(random));
        assertTrue(database.audit().verify().intact());
    }

    @Test
    void anArtifactThatACommitUnderWayNamesIsNotCollected() throws Exception {
        String orphan = put(new byte[] {6, 7});
        try (Connection writer = TestServer.connect(database);
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            NewEvent naming = new NewEvent(UUID.randomUUID(), "Tested", 1, "{}", "{}", List.of(orphan));
            new CommitTransaction(writer).run(List.of(Commit.of(append(stream(), naming))));
            assertEquals(0, artifacts().collectUnused(Duration.ZERO).artifacts(), "it is locked by the reference");
            writer.commit();
            assertEquals(0, artifacts().collectUnused(Duration.ZERO).artifacts());
            statement.executeQuery("select 1");
        }
        assertTrue(database.audit().verify().intact());
    }

    @Test
    void collectingBesideWritersLosesNothing() throws Exception {
        List<Thread> writers = new ArrayList<>();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int w = 0; w < 3; w++) {
            int writer = w;
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 40; i++) {
                    String sha = put(new byte[] {(byte) writer, (byte) i, 1});
                    NewEvent naming = new NewEvent(UUID.randomUUID(), "Tested", 1, "{}", "{}", List.of(sha));
                    try {
                        database.events().commit(Commit.of(append(stream(), naming)));
                    } catch (ArtifactMissing e) {
                        // Collected before it was named, since here nothing is too young.
                    }
                }
            });
            thread.setUncaughtExceptionHandler((t, e) -> failures.add(e));
            thread.start();
            writers.add(thread);
        }
        while (writers.stream().anyMatch(Thread::isAlive)) {
            artifacts().collectUnused(Duration.ZERO);
        }
        assertEquals(List.of(), failures);
        AuditReport report = database.audit().verify();
        assertTrue(report.intact(), report.toString());
    }

    private static PostgresArtifactStore artifacts() {
        return (PostgresArtifactStore) database.artifacts();
    }

    private static AuditReport verify(String head) {
        return database.audit().verify(Optional.of(head), Optional.empty(), progress -> {});
    }

    private static String put(byte[] bytes) {
        return database.artifacts().put(bytes, "application/octet-stream");
    }

    private static String named(String sha) {
        return "encode(sha, 'hex') = '" + sha + "'";
    }

    private static void tamper(String sql) throws SQLException {
        try (Statement statement = tampering.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int number(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
