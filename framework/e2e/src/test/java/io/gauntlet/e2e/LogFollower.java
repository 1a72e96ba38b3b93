package io.gauntlet.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** Reads the log of an installation past the program, and keeps what it saw: that must never be gone again. */
final class LogFollower implements AutoCloseable {
    private static final int PORT_LINE = 3;

    private final Path server;
    private final SortedMap<Long, String> seen = new TreeMap<>();
    private @Nullable Connection connection;

    LogFollower(Cli cli) {
        server = cli.folder().resolve(".gauntlet/postgres");
    }

    /** Ids by position of all events seen so far. */
    SortedMap<Long, String> seen() {
        return seen;
    }

    /** Reads what is new; returns the last position. Nothing is new while the server is away. */
    long look() throws IOException {
        long last = seen.isEmpty() ? 0 : seen.lastKey();
        try (PreparedStatement query =
                connection().prepareStatement("select position, id from event where position > ? order by position")) {
            query.setLong(1, last);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    last = row.getLong(1);
                    seen.put(last, row.getString(2));
                }
            }
        } catch (SQLException e) {
            close(); // the server is not there yet, or was killed
        }
        return last;
    }

    /** Waits until an event of a type is recorded. */
    void await(String type) throws IOException, InterruptedException {
        while (!recorded(type)) {
            Thread.sleep(20);
        }
    }

    private boolean recorded(String type) throws IOException {
        try (PreparedStatement query = connection().prepareStatement("select 1 from event where type = ? limit 1")) {
            query.setString(1, type);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        } catch (SQLException e) {
            close(); // the server is not there yet
            return false;
        }
    }

    private Connection connection() throws SQLException, IOException {
        Connection open = connection;
        if (open == null) {
            Path password = server.resolve("password");
            List<String> lines = pidFile();
            if (lines.size() <= PORT_LINE || !Files.exists(password)) {
                throw new SQLException("no server yet");
            }
            String url = "jdbc:postgresql://127.0.0.1:" + lines.get(PORT_LINE).strip() + "/gauntlet";
            open = DriverManager.getConnection(
                    url, "postgres", Files.readString(password).strip());
            connection = open;
        }
        return open;
    }

    private List<String> pidFile() throws IOException {
        Path file = server.resolve("data/postmaster.pid");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Kills the database server the hard way; false when none was there. */
    boolean killServer() throws IOException {
        List<String> lines = pidFile();
        return !lines.isEmpty()
                && ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                        .map(ProcessHandle::destroyForcibly)
                        .orElse(false);
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // It was lost already.
            }
        }
    }
}
