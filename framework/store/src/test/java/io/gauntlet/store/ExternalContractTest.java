package io.gauntlet.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * The contract on a server of the user's: the owner migrates, the application connects under a role that was given its
 * rights. The server is the one that {@code GAUNTLET_TEST_DATABASE_URL} names, with user and password of an owner who may
 * create databases and roles ({@code postgresql://user:password@host/postgres}), else a cluster that the tests start.
 */
class ExternalContractTest extends StoreContract {
    private static final String NAME = "gauntlet_contract";
    private static final String SECRET = "contract-secret";

    private static Database database;

    @BeforeAll
    static void open() throws SQLException {
        DatabaseConfig.External server = Optional.ofNullable(System.getenv("GAUNTLET_TEST_DATABASE_URL"))
                .map(url -> (DatabaseConfig.External) DatabaseConfig.external(url, "", ""))
                .orElseGet(() -> (DatabaseConfig.External) TestServer.create(ExternalContractTest.class));
        try (Connection owner = Connections.connect(server.url(), server.user(), server.password());
                Statement statement = owner.createStatement()) {
            statement.execute("drop database if exists " + NAME + " with (force)");
            statement.execute("drop role if exists " + NAME);
            statement.execute("create database " + NAME);
            statement.execute("create role " + NAME + " login password '" + SECRET + "'");
        }
        String url = server.url().replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + NAME);
        Database.open(DatabaseConfig.external(url, server.user(), server.password()))
                .close();
        try (Connection owner = Connections.connect(url, server.user(), server.password());
                Statement statement = owner.createStatement()) {
            statement.execute("select grant_to_application('" + NAME + "')");
        }
        database = Database.open(DatabaseConfig.external(url, NAME, SECRET));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    Database database() {
        return database;
    }
}
