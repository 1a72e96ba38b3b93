package io.gauntlet.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import io.gauntlet.store.StoreUnavailable.Reason;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A server of the user's: what goes wrong is told apart, in one sentence without the password. */
class ExternalServerTest {
    private static final String SECRET = "s3cret-word";

    @Test
    void wrongPassword() {
        String url = TestServer.server().url("postgres");
        StoreUnavailable e = unavailable(DatabaseConfig.external(url, "postgres", SECRET));
        assertEquals(Reason.REFUSED, e.reason());
        assertSaysWhatToDo(e, url, "GAUNTLET_DATABASE_PASSWORD");
    }

    @Test
    void nobodyAnswers() throws IOException {
        // Bound and not listening: nobody else can take the port meanwhile.
        try (SocketChannel socket = SocketChannel.open()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String url = "jdbc:postgresql://127.0.0.1:" + socket.socket().getLocalPort() + "/gauntlet";
            StoreUnavailable e = unavailable(DatabaseConfig.external(url + "?password=" + SECRET, "postgres", SECRET));
            assertEquals(Reason.UNREACHABLE, e.reason());
            assertSaysWhatToDo(e, url, "check that it runs");
        }
    }

    @Test
    void unknownDatabase() {
        String url = TestServer.server().url("no_such_database");
        StoreUnavailable e = unavailable(
                DatabaseConfig.external(url, "postgres", TestServer.server().password()));
        assertEquals(Reason.NO_DATABASE, e.reason());
        assertSaysWhatToDo(e, url, "create it");
    }

    @Test
    void aNewerSchemaIsRefused() throws SQLException {
        DatabaseConfig config = TestServer.create(ExternalServerTest.class);
        try (Database database = Database.open(config)) {
            TestServer.execute(
                    database,
                    "insert into flyway_schema_history select 999, '999', 'from the future', type, 'V999__x.sql', 1,"
                            + " installed_by, installed_on, 1, true from flyway_schema_history where version = '001'");
        }
        StoreUnavailable e = unavailable(config);
        assertEquals(Reason.OTHER_BUILD, e.reason());
        assertTrue(e.getMessage().contains("newer than this build"), e.getMessage());
    }

    @Test
    void anotherBuildsSchemaIsRefused() throws SQLException {
        DatabaseConfig config = TestServer.create(ExternalServerTest.class);
        try (Database database = Database.open(config)) {
            TestServer.execute(database, "update flyway_schema_history set checksum = 1 where version = '001'");
        }
        assertEquals(Reason.OTHER_BUILD, unavailable(config).reason());
    }

    @Test
    void theSchemaIsCurrentAfterAMigrationAndNotBefore() throws SQLException {
        DatabaseConfig.External config = (DatabaseConfig.External) TestServer.create(ExternalServerTest.class);
        Migrations migrations = new Migrations();
        try (var connection = Connections.connect(config.url(), config.user(), config.password())) {
            assertFalse(migrations.isCurrent(connection, "test"));
            migrations.apply(config.url(), config.user(), config.password(), "test");
            assertTrue(migrations.isCurrent(connection, "test"));
        }
    }

    @Test
    void addressesAreUnderstoodAsUsersWriteThem() {
        DatabaseConfig.External config =
                (DatabaseConfig.External) DatabaseConfig.external("postgres://ann:p%40ss+@db.example/lab", "", "");
        assertEquals("jdbc:postgresql://db.example/lab", config.url());
        assertEquals("ann", config.user());
        assertEquals("p@ss+", config.password());
        assertFalse(config.toString().contains("p@ss"), config.toString());
        assertThrows(IllegalArgumentException.class, () -> DatabaseConfig.external("mysql://x/y", "a", "b"));
    }

    private static StoreUnavailable unavailable(DatabaseConfig config) {
        return assertThrows(StoreUnavailable.class, () -> Database.open(config).close());
    }

    private static void assertSaysWhatToDo(StoreUnavailable e, String url, String advice) {
        assertTrue(e.getMessage().contains(url), e.getMessage());
        assertTrue(e.getMessage().contains(advice), e.getMessage());
        assertFalse(e.getMessage().contains(SECRET), e.getMessage());
    }
}
