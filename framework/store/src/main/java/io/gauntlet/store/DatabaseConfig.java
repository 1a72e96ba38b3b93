package io.gauntlet.store;

import java.nio.file.Path;
import java.util.Objects;

/** Which PostgreSQL to use. */
public sealed interface DatabaseConfig {

    /** The server that this program starts itself and keeps in a folder, e.g. {@code .gauntlet}. */
    static DatabaseConfig embedded(Path folder) {
        return new Embedded(folder, true);
    }

    /**
     * A server of the user's.
     *
     * @param url {@code jdbc:postgresql://host:port/database}; {@code postgresql://…} and {@code postgres://…} are understood too
     */
    static DatabaseConfig external(String url, String user, String password) {
        return new External(url, user, password);
    }

    /**
     * @param folder created when it does not exist
     * @param stopAtExit whether the end of this process stops the server even if nobody closed the database; a program
     *     that drains its work in a shutdown hook says false and closes the database there
     */
    record Embedded(Path folder, boolean stopAtExit) implements DatabaseConfig {}

    /** See {@link DatabaseConfig#external}. */
    record External(String url, String user, String password) implements DatabaseConfig {
        public External {
            if (url.startsWith("postgresql://") || url.startsWith("postgres://")) {
                url = "jdbc:postgresql" + url.substring(url.indexOf(':'));
            }
            if (!url.startsWith("jdbc:postgresql:")) {
                throw new IllegalArgumentException(
                        "'" + url + "' is no PostgreSQL address: write jdbc:postgresql://host:port/database.");
            }
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "External[url=" + url + ", user=" + user + "]";
        }
    }
}
