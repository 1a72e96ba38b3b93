package io.gauntlet.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Artifacts in the tables artifact and artifact_chunk. */
final class PostgresArtifactStore implements ArtifactStore {
    private static final int FLUSH_CHUNKS = 8;
    private static final String DROPPED_CATEGORY = "artifact";
    /** A put renews last_used only when it is an hour old, and what was put must still be committed. */
    private static final Duration SHORTEST_UNUSED = Duration.ofHours(2);

    private final Connections connections;
    private final OrphanedArtifacts orphans;
    private final long limit;

    PostgresArtifactStore(Connections connections) {
        this(connections, MAX_SIZE);
    }

    /** @param limit largest artifact, bytes */
    PostgresArtifactStore(Connections connections, long limit) {
        this.connections = connections;
        this.orphans = new OrphanedArtifacts(connections);
        this.limit = limit;
    }

    @Override
    public String put(byte[] bytes, String mediaType) {
        if (bytes.length > limit) {
            throw new ArtifactTooLarge(limit);
        }
        String sha = Hashes.hex(Hashes.sha256().digest(bytes));
        try {
            store(sha, bytes.length, mediaType, () -> new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sha;
    }

    @Override
    public String put(InputStream bytes, String mediaType) throws IOException {
        // The name is known only at the end, and it decides whether there is anything to store.
        Path spool = Files.createTempFile("gauntlet-artifact-", ".part");
        try {
            MessageDigest digest = Hashes.sha256();
            try (DigestOutputStream out = new DigestOutputStream(Files.newOutputStream(spool), digest)) {
                byte[] buffer = new byte[1 << 16];
                long size = 0;
                for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                    size += count;
                    if (size > limit) {
                        throw new ArtifactTooLarge(limit);
                    }
                    out.write(buffer, 0, count);
                }
            }
            String sha = Hashes.hex(digest.digest());
            store(sha, Files.size(spool), mediaType, () -> Files.newInputStream(spool));
            return sha;
        } finally {
            Files.delete(spool);
        }
    }

    private void store(String sha, long size, String mediaType, Source source) throws IOException {
        Checks.text("media type", mediaType);
        if (touch(sha)) {
            return;
        }
        try {
            connections.transaction(connection -> {
                // Of two writers the second waits here until the first committed, and then has nothing to do. Bytes
                // that were dropped come back.
                if (insert(connection, sha, size, mediaType)) {
                    try (InputStream in = source.open()) {
                        insertChunks(connection, sha, in);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
                return null;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Whether it is stored already; notes that it was used, to within an hour, so that it is not collected now. */
    private boolean touch(String sha) {
        return connections.read(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    with known as (select sha, last_used from artifact where sha = ? and dropped is null),
                    touched as (update artifact a set last_used = clock_timestamp() from known k
                        where a.sha = k.sha and k.last_used < clock_timestamp() - interval '1 hour')
                    select 1 from known""")) {
                update.setBytes(1, Hashes.bytes(sha));
                try (ResultSet row = update.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    private static boolean insert(Connection connection, String sha, long size, String mediaType) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into artifact (sha, size, media_type) values (?, ?, ?) on conflict (sha) do update"
                        + " set dropped = null, last_used = clock_timestamp() where artifact.dropped is not null")) {
            insert.setBytes(1, Hashes.bytes(sha));
            insert.setLong(2, size);
            insert.setString(3, mediaType);
            return insert.executeUpdate() == 1;
        }
    }

    private static void insertChunks(Connection connection, String sha, InputStream in)
            throws SQLException, IOException {
        byte[] name = Hashes.bytes(sha);
        byte[] chunk = new byte[ChunkCodec.CHUNK];
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into artifact_chunk (sha, number, deflate, data) values (?, ?, ?, ?)")) {
            int number = 0;
            for (int length = in.readNBytes(chunk, 0, chunk.length);
                    length > 0;
                    length = in.readNBytes(chunk, 0, chunk.length)) {
                ChunkCodec.Packed packed = ChunkCodec.pack(chunk, length);
                insert.setBytes(1, name);
                insert.setInt(2, number++);
                insert.setBoolean(3, packed.deflate());
                insert.setBytes(4, packed.data());
                insert.addBatch();
                if (number % FLUSH_CHUNKS == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    @Override
    public boolean contains(String sha) {
        return find(sha).filter(stored -> !stored.dropped).isPresent();
    }

    @Override
    public ArtifactInfo info(String sha) {
        return find(sha).orElseThrow(() -> new ArtifactMissing(sha, null)).info;
    }

    /** Whether its bytes were dropped by policy; false when there is none of that name. */
    boolean dropped(String sha) {
        return find(sha).filter(Stored::dropped).isPresent();
    }

    private record Stored(ArtifactInfo info, boolean dropped) {}

    private Optional<Stored> find(String sha) {
        Checks.sha(sha);
        return connections.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "select size, media_type, created, dropped is not null from artifact where sha = ?")) {
                query.setBytes(1, Hashes.bytes(sha));
                try (ResultSet row = query.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    ArtifactInfo info = new ArtifactInfo(
                            sha,
                            row.getLong(1),
                            row.getString(2),
                            row.getObject(3, OffsetDateTime.class).toInstant());
                    return Optional.of(new Stored(info, row.getBoolean(4)));
                }
            }
        });
    }

    @Override
    public byte[] read(String sha) {
        try (InputStream in = open(sha)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, byte[]> read(Collection<String> shas) {
        Set<String> names = new LinkedHashSet<>(shas);
        names.forEach(Checks::sha);
        Map<String, byte[]> sound = new HashMap<>();
        firstChunks(names).forEach((sha, first) -> {
            ArtifactInput in = new ArtifactInput(sha, first.size, number -> number == 0 ? first.packed : null);
            sound.put(sha, readAll(in));
        });
        // The large ones; and those that are missing or dropped, which it says.
        names.forEach(sha -> sound.computeIfAbsent(sha, this::read));
        return sound;
    }

    private static byte[] readAll(ArtifactInput in) {
        try (in) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record FirstChunk(long size, ChunkCodec.Packed packed) {}

    private Map<String, FirstChunk> firstChunks(Collection<String> shas) {
        byte[][] names = shas.stream().map(Hashes::bytes).toArray(byte[][]::new);
        return connections.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "select sha, size, deflate, data from artifact join artifact_chunk using (sha)"
                            + " where sha = any(?) and number = 0 and dropped is null and size <= ?")) {
                query.setArray(1, connection.createArrayOf("bytea", names));
                query.setLong(2, ChunkCodec.CHUNK);
                Map<String, FirstChunk> chunks = new HashMap<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        chunks.put(
                                Hashes.hex(row.getBytes(1)),
                                new FirstChunk(
                                        row.getLong(2), new ChunkCodec.Packed(row.getBoolean(3), row.getBytes(4))));
                    }
                }
                return chunks;
            }
        });
    }

    @Override
    public InputStream open(String sha) {
        Stored stored = find(sha).orElseThrow(() -> new ArtifactMissing(sha, null));
        if (stored.dropped) {
            throw new ArtifactDropped(sha);
        }
        return new ArtifactInput(sha, stored.info.size(), number -> chunk(sha, number));
    }

    /** What is wrong with an artifact that an event names or that is stored: a sentence; empty when nothing is. */
    Optional<String> fault(String sha) {
        try (InputStream in = open(sha)) {
            in.transferTo(OutputStream.nullOutputStream());
            return chunks(sha) == (info(sha).size() + ChunkCodec.CHUNK - 1) / ChunkCodec.CHUNK
                    ? Optional.empty()
                    : Optional.of("Artifact " + sha + " has chunks that it was not stored with.");
        } catch (ArtifactDropped e) {
            return droppedByEvent(sha)
                    ? Optional.empty()
                    : Optional.of("The bytes of artifact " + sha + " are gone, and no event says that they were"
                            + " dropped: restore it from an archive.");
        } catch (ArtifactDamaged | ArtifactMissing e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long chunks(String sha) {
        return number("select count(*) from artifact_chunk where sha = ?", Hashes.bytes(sha));
    }

    private boolean droppedByEvent(String sha) {
        return number(
                        "select count(*) from event where stream = ? and type = 'ExamplesDropped'",
                        DROPPED_CATEGORY + "-" + sha)
                > 0;
    }

    private long number(String sql, Object value) {
        return connections.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setObject(1, value);
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    @Override
    public Collected collectable(Duration unusedFor) {
        return orphans.count(unusedFor);
    }

    @Override
    public Collected collect(Duration unusedFor) {
        if (unusedFor.compareTo(SHORTEST_UNUSED) < 0) {
            throw new IllegalArgumentException("Artifacts unused for less than " + SHORTEST_UNUSED.toMinutes()
                    + " minutes may belong to work that is under way: give a longer time.");
        }
        return collectUnused(unusedFor);
    }

    /** As {@link #collect}, whatever the time. */
    Collected collectUnused(Duration unusedFor) {
        return orphans.delete(unusedFor);
    }

    /** Notes an artifact whose bytes were dropped elsewhere, unless it is known here. */
    void putDropped(String sha, long size, String mediaType) {
        connections.query(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into artifact (sha, size, media_type, dropped) values (?, ?, ?, clock_timestamp())"
                            + " on conflict (sha) do nothing")) {
                insert.setBytes(1, Hashes.bytes(sha));
                insert.setLong(2, size);
                insert.setString(3, mediaType);
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public void drop(String sha) {
        Checks.sha(sha);
        if (!droppedByEvent(sha)) {
            throw new IllegalArgumentException("No event ExamplesDropped is recorded for artifact " + sha + ".");
        }
        connections.transaction(connection -> {
            try (PreparedStatement mark = connection.prepareStatement(
                            "update artifact set dropped = clock_timestamp() where sha = ? and dropped is null");
                    PreparedStatement delete =
                            connection.prepareStatement("delete from artifact_chunk where sha = ?")) {
                mark.setBytes(1, Hashes.bytes(sha));
                mark.executeUpdate();
                delete.setBytes(1, Hashes.bytes(sha));
                return delete.executeUpdate();
            }
        });
    }

    private ChunkCodec.@Nullable Packed chunk(String sha, int number) {
        return connections.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "select deflate, data from artifact_chunk where sha = ? and number = ?")) {
                query.setBytes(1, Hashes.bytes(sha));
                query.setInt(2, number);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? new ChunkCodec.Packed(row.getBoolean(1), row.getBytes(2)) : null;
                }
            }
        });
    }

    private interface Source {
        InputStream open() throws IOException;
    }
}
