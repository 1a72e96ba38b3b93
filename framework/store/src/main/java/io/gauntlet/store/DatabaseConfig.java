package io.gauntlet.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which PostgreSQL to use. */
public sealed interface DatabaseConfig {

    /** The server that this program starts itself and keeps in a folder, e.g. {@code .gauntlet}. */
    static DatabaseConfig embedded(Path folder) {
        return new Embedded(folder, true);
    }

    /**
     * A server of the user's.
     *
     * @param url {@code jdbc:postgresql://host:port/database}; {@code postgresql://…} and {@code postgres://…} are understood too,
     *     also with {@code user:password@} before the host
     * @param user may be empty when the URL names the user
     * @param password may be empty when the URL holds it
     */
    static DatabaseConfig external(String url, String user, String password) {
        return new External(url, user, password);
    }

    /** The same database, opened to look at it: PostgreSQL itself refuses whatever would change it. */
    default DatabaseConfig readOnly() {
        return this instanceof ReadOnly ? this : new ReadOnly(this);
    }

    /** See {@link #readOnly}. The database must exist and its schema be this build's. */
    record ReadOnly(DatabaseConfig database) implements DatabaseConfig {}

    /**
     * @param folder created when it does not exist
     * @param stopAtExit whether the end of this process stops the server even if nobody closed the database; a program
     *     that drains its work in a shutdown hook says false and closes the database there
     */
    record Embedded(Path folder, boolean stopAtExit) implements DatabaseConfig {}

    /** See {@link DatabaseConfig#external}. */
    record External(String url, String user, String password) implements DatabaseConfig {
        private static final Pattern LOGIN = Pattern.compile("jdbc:postgresql://([^/:@?]+)(?::([^/@?]*))?@(.*)");

        public External {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
            if (url.startsWith("postgresql://") || url.startsWith("postgres://")) {
                url = "jdbc:postgresql" + url.substring(url.indexOf(':'));
            }
            Matcher login = LOGIN.matcher(url);
            if (login.matches()) {
                url = "jdbc:postgresql://" + login.group(3);
                user = user.isEmpty() ? decoded(login.group(1)) : user;
                password = password.isEmpty() && login.group(2) != null ? decoded(login.group(2)) : password;
            }
            if (!url.startsWith("jdbc:postgresql:")) {
                throw new IllegalArgumentException(
                        "'" + url + "' is no PostgreSQL address: write jdbc:postgresql://host:port/database.");
            }
        }

        private static String decoded(String part) {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "External[url=" + url + ", user=" + user + "]";
        }
    }
}
