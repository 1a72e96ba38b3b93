package io.gauntlet.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

import io.gauntlet.store.StoreUnavailable.Reason;

/**
 * Brings the schema up to date with the migrations on the class path. Flyway does it; this class first compares its
 * history with the files, because a schema that is current already, the usual case, then costs one query.
 */
final class Migrations {
    private static final String FOLDER = "db/migration";
    private static final String HISTORY = "flyway_schema_history";
    private static final Pattern FILE = Pattern.compile("V(\\d+)__\\w+\\.sql");

    private final Map<Integer, Integer> carried;

    Migrations() {
        this.carried = carried();
    }

    /** @throws StoreUnavailable when the database was made by a newer or different build */
    void apply(String url, String user, String password, String address) throws SQLException {
        try (Connection connection = Connections.connect(url, user, password)) {
            if (isCurrent(connection, address)) {
                return;
            }
        }
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(url, user, password)
                    .locations("classpath:" + FOLDER)
                    .table(HISTORY)
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw new StoreUnavailable(
                    Reason.FAILED,
                    "The schema of the database at " + address + " cannot be brought up to date: " + e.getMessage(),
                    e);
        }
    }

    /** @throws StoreUnavailable when the database was made by another build, also by an older one */
    void check(Connection connection, String address) throws SQLException {
        if (!isCurrent(connection, address)) {
            throw new StoreUnavailable(
                    Reason.OTHER_BUILD,
                    "The database at " + address + " has no schema of this build yet, and is opened to read only: run"
                            + " `./gauntlet migrate` on it first.",
                    null);
        }
    }

    /** Whether the database holds exactly the migrations this build carries. */
    boolean isCurrent(Connection connection, String address) throws SQLException {
        Map<Integer, Integer> applied = applied(connection);
        for (Map.Entry<Integer, Integer> migration : applied.entrySet()) {
            Integer checksum = carried.get(migration.getKey());
            if (checksum == null) {
                throw new StoreUnavailable(
                        Reason.OTHER_BUILD,
                        "The database at " + address + " is newer than this build (its schema is at version "
                                + migration.getKey() + "): use the build that wrote it or a newer one.",
                        null);
            }
            if (!checksum.equals(migration.getValue())) {
                throw new StoreUnavailable(
                        Reason.OTHER_BUILD,
                        "The database at " + address + " was made by another build (version " + migration.getKey()
                                + " of its schema differs): use that build, or start with an empty database.",
                        null);
            }
        }
        return applied.size() == carried.size();
    }

    private static Map<Integer, Integer> applied(Connection connection) throws SQLException {
        Map<Integer, Integer> applied = new TreeMap<>();
        try (PreparedStatement exists =
                        connection.prepareStatement("select to_regclass('" + HISTORY + "') is not null");
                ResultSet row = exists.executeQuery()) {
            if (!row.next() || !row.getBoolean(1)) {
                return applied;
            }
        }
        try (PreparedStatement history = connection.prepareStatement("select version, checksum from " + HISTORY
                        + " where success and version is not null and checksum is not null");
                ResultSet rows = history.executeQuery()) {
            while (rows.next()) {
                applied.put(Integer.valueOf(rows.getString(1)), rows.getInt(2));
            }
        }
        return applied;
    }

    /** Version and checksum of each migration on the class path. */
    private static Map<Integer, Integer> carried() {
        Map<Integer, Integer> found = new TreeMap<>();
        try {
            for (URL folder : Collections.list(Migrations.class.getClassLoader().getResources(FOLDER))) {
                collect(folder.toURI(), found);
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("The migrations on the class path cannot be read: " + e, e);
        }
        if (found.isEmpty()) {
            throw new IllegalStateException(
                    "The class path holds no " + FOLDER + ": the module migrations is missing.");
        }
        return found;
    }

    private static void collect(URI folder, Map<Integer, Integer> found) throws IOException {
        if (!folder.getScheme().equals("jar")) {
            collect(Path.of(folder), found);
            return;
        }
        // A file system of our own: the shared one per URI may be opened or closed by others meanwhile.
        String jar = folder.getSchemeSpecificPart();
        Path file = Path.of(URI.create(jar.substring(0, jar.indexOf("!/"))));
        try (FileSystem content = FileSystems.newFileSystem(file)) {
            collect(content.getPath(FOLDER), found);
        }
    }

    private static void collect(Path folder, Map<Integer, Integer> found) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Matcher name = FILE.matcher(file.getFileName().toString());
                if (name.matches()) {
                    found.put(Integer.valueOf(name.group(1)), checksum(Files.newInputStream(file)));
                }
            }
        }
    }

    /** Flyway's own: CRC-32 over the lines without their ends. */
    private static int checksum(InputStream sql) throws IOException {
        CRC32 crc = new CRC32();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(sql, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                crc.update(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return (int) crc.getValue();
    }
}
