package io.gauntlet.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Bytes come back as they went in, or not at all. */
class ArtifactStoreTest {
    private static final String TYPE = "application/octet-stream";
    private static Database database;
    private static ArtifactStore artifacts;

    @BeforeAll
    static void open() {
        database = TestServer.open(ArtifactStoreTest.class);
        artifacts = database.artifacts();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, ChunkCodec.CHUNK, ChunkCodec.CHUNK + 1, 10 * ChunkCodec.CHUNK + 17})
    void roundTrip(int size) throws IOException {
        for (byte[] bytes : new byte[][] {random(size, 1), new byte[size]}) {
            String sha = artifacts.put(bytes, TYPE);
            assertEquals(Hashes.hex(Hashes.sha256().digest(bytes)), sha);
            assertArrayEquals(bytes, artifacts.read(sha));
            assertEquals(size, artifacts.info(sha).size());
            try (InputStream in = artifacts.open(sha)) {
                assertArrayEquals(bytes, in.readAllBytes());
            }
        }
    }

    @Test
    void streamsAreStoredAsArraysAre() throws IOException {
        byte[] bytes = random(3 * ChunkCodec.CHUNK / 2, 2);
        String sha = artifacts.put(new ByteArrayInputStream(bytes), TYPE);
        assertArrayEquals(bytes, artifacts.read(sha));
        assertEquals(sha, artifacts.put(bytes, "text/plain"));
        assertEquals(TYPE, artifacts.info(sha).mediaType(), "the first media type stays");
    }

    @Test
    void equalBytesAreStoredOnceAndZerosSmall() throws SQLException {
        byte[] zeros = new byte[5 * ChunkCodec.CHUNK + 3];
        String sha = artifacts.put(zeros, TYPE);
        artifacts.put(zeros, TYPE);
        assertEquals(6, number("select count(*) from artifact_chunk where encode(sha, 'hex') = '" + sha + "'"));
        assertTrue(number("select sum(length(data)) from artifact_chunk where encode(sha, 'hex') = '" + sha + "'")
                < 100_000);
    }

    @Test
    void aMissingOneIsNamed() {
        String sha = "ab".repeat(32);
        assertFalse(artifacts.contains(sha));
        assertEquals(
                sha,
                assertThrows(ArtifactMissing.class, () -> artifacts.read(sha)).sha());
        assertThrows(IllegalArgumentException.class, () -> artifacts.read("latest"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update artifact_chunk set data = set_byte(data, 100, get_byte(data, 100) # 1) where number = 1 and",
                "update artifact_chunk set data = substr(data, 1, 50) where number = 2 and",
                "update artifact_chunk set deflate = not deflate where number = 0 and",
                "delete from artifact_chunk where number = 2 and",
                "update artifact set size = size - 1 where"
            })
    void damageIsFound(String damage) throws SQLException {
        byte[] compressible = new byte[2 * ChunkCodec.CHUNK + 5000];
        for (int i = 0; i < compressible.length; i += 3) {
            compressible[i] = (byte) (i * damage.length());
        }
        for (byte[] bytes : new byte[][] {random(2 * ChunkCodec.CHUNK + 5000, damage.length()), compressible}) {
            String sha = artifacts.put(bytes, TYPE);
            TestServer.execute(database, damage + " encode(sha, 'hex') = '" + sha + "'");
            ArtifactDamaged e = assertThrows(ArtifactDamaged.class, () -> artifacts.read(sha));
            assertEquals(sha, e.sha());
        }
    }

    @Test
    void tooLargeIsRefused() {
        try (Connections connections = connections()) {
            ArtifactStore small = new PostgresArtifactStore(connections, 100);
            assertThrows(ArtifactTooLarge.class, () -> small.put(new byte[101], TYPE));
            InputStream stream = new ByteArrayInputStream(new byte[101]);
            assertThrows(ArtifactTooLarge.class, () -> small.put(stream, TYPE));
            assertTrue(small.contains(small.put(new byte[100], TYPE)));
        }
    }

    private static Connections connections() {
        return new Connections(
                database.address(), "postgres", TestServer.server().password());
    }

    private static long number(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
