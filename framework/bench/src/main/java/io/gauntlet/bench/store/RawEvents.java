package io.gauntlet.bench.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Properties;
import java.util.UUID;

/** What a program does that has no event store: the same table and indexes, an identity column, no head. */
final class RawEvents {
    static final String DATA = "{\"examples\":\"" + "ab".repeat(32)
            + "\",\"gradients\":1000,\"outcomes\":\"5f2c90aa51b7\",\"queries\":12345,\"samples\":100,\"wrong\":12.5}";
    static final String META = "{\"attempt\":1}";
    private static final int HASH = 32;

    private final String url;
    private final Properties properties = new Properties();

    RawEvents(String url, String user, String password) throws SQLException {
        this.url = url;
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("reWriteBatchedInserts", "true");
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table raw_event (like event including all)");
            statement.execute("alter table raw_event alter column position add generated always as identity");
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, properties);
    }

    EventWriter writer() throws SQLException {
        return new Writer(connect());
    }

    /** Reads events page by page, and returns how many. */
    static long read(Connection connection, int page, long limit) throws SQLException {
        long position = 0;
        long count = 0;
        try (PreparedStatement query = connection.prepareStatement(
                "select position, id, stream, version, type, schema_version, data, meta, recorded_at, content_hash,"
                        + " link from raw_event where position > ? order by position limit " + page)) {
            while (count < limit) {
                query.setLong(1, position);
                long before = count;
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        position = row.getLong(1);
                        for (int column : new int[] {3, 5, 7, 8}) {
                            row.getString(column);
                        }
                        row.getObject(2, UUID.class);
                        row.getLong(4);
                        row.getInt(6);
                        row.getObject(9, OffsetDateTime.class);
                        row.getBytes(10);
                        row.getBytes(11);
                        count++;
                    }
                }
                if (count == before) {
                    return count;
                }
            }
        }
        return count;
    }

    private static final class Writer implements EventWriter {
        private final Connection connection;
        private final PreparedStatement insert;

        Writer(Connection connection) throws SQLException {
            this.connection = connection;
            this.insert = connection.prepareStatement(
                    "insert into raw_event (id, stream, version, type, schema_version, data, meta, recorded_at,"
                            + " content_hash, link) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        }

        @Override
        public void write(int events) throws SQLException {
            String stream = "bench-" + UUID.randomUUID();
            connection.setAutoCommit(events == 1);
            for (int i = 1; i <= events; i++) {
                bind(stream, i);
                if (events > 1) {
                    insert.addBatch();
                }
            }
            if (events == 1) {
                insert.executeUpdate();
            } else {
                insert.executeBatch();
                connection.commit();
            }
        }

        private void bind(String stream, int version) throws SQLException {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, stream);
            insert.setLong(3, version);
            insert.setString(4, "Benched");
            insert.setInt(5, 1);
            insert.setObject(6, DATA, Types.OTHER);
            insert.setObject(7, META, Types.OTHER);
            insert.setObject(8, OffsetDateTime.now(ZoneOffset.UTC));
            insert.setBytes(9, new byte[HASH]);
            insert.setBytes(10, new byte[HASH]);
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
