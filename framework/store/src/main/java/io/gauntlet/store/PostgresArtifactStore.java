package io.gauntlet.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Artifacts in the tables artifact and artifact_chunk. */
final class PostgresArtifactStore implements ArtifactStore {
    private static final int FLUSH_CHUNKS = 8;

    private final Connections connections;
    private final long limit;

    PostgresArtifactStore(Connections connections) {
        this(connections, MAX_SIZE);
    }

    /** @param limit largest artifact, bytes */
    PostgresArtifactStore(Connections connections, long limit) {
        this.connections = connections;
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
                // Of two writers the second waits here until the first committed, and then has nothing to do.
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
                    with known as (select sha, last_used from artifact where sha = ?),
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
                "insert into artifact (sha, size, media_type) values (?, ?, ?) on conflict (sha) do nothing")) {
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
        return find(sha).isPresent();
    }

    @Override
    public ArtifactInfo info(String sha) {
        return find(sha).orElseThrow(() -> new ArtifactMissing(sha, null));
    }

    private Optional<ArtifactInfo> find(String sha) {
        Checks.sha(sha);
        return connections.read(connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement("select size, media_type, created from artifact where sha = ?")) {
                query.setBytes(1, Hashes.bytes(sha));
                try (ResultSet row = query.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    return Optional.of(new ArtifactInfo(
                            sha,
                            row.getLong(1),
                            row.getString(2),
                            row.getObject(3, OffsetDateTime.class).toInstant()));
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
    public InputStream open(String sha) {
        return new ArtifactInput(sha, info(sha).size(), number -> chunk(sha, number));
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
