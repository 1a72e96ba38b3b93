package io.gauntlet.store.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The user as whom PostgreSQL's programs run. They refuse root: then an empty user namespace hides root from them, or
 * another user id is taken.
 *
 * @param prefix words before each command
 * @param ownsFiles whether files for the server must be given to user id 65534
 */
record ServerUser(List<String> prefix, boolean ownsFiles) {
    private static final String NOBODY = "65534";

    static ServerUser choose(Path home) throws IOException, ServerFailure {
        if (Host.isWindows()) {
            return new ServerUser(List.of(), false);
        }
        boolean root = Host.output("id", "-u").equals("0");
        boolean named = Host.succeeds(List.of("id", "-un"));
        if (!root && named) {
            return new ServerUser(List.of(), false);
        }
        if (Host.succeeds(List.of("unshare", "-U", "true"))) {
            return new ServerUser(List.of("unshare", "-U"), false);
        }
        if (!root) {
            throw new ServerFailure(
                    "PostgreSQL needs a user with a name, and this user id has none here: add it to /etc/passwd, or"
                            + " name a server of your own with --database-url.",
                    null);
        }
        return nobody(home);
    }

    private static ServerUser nobody(Path home) throws IOException, ServerFailure {
        List<List<String>> ways = List.of(
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"),
                List.of("runuser", "-u", "nobody", "--"));
        for (List<String> way : ways) {
            if (Host.succeeds(Host.join(way, List.of("true")))) {
                ServerUser user = new ServerUser(way, true);
                user.give(home);
                if (!Host.succeeds(Host.join(way, List.of("test", "-w", home.toString())))) {
                    throw new ServerFailure(
                            "As root the database server runs as user nobody, who cannot reach " + home
                                    + ": choose a data folder whose parents others may enter, or run as an ordinary"
                                    + " user.",
                            null);
                }
                return user;
            }
        }
        throw new ServerFailure(
                "PostgreSQL does not run as root, and none of unshare, setpriv and runuser works here: run as an"
                        + " ordinary user, or name a server of your own with --database-url.",
                null);
    }

    /** Makes the server's user the owner of a file or folder. */
    void give(Path path) throws IOException {
        if (ownsFiles && !Host.succeeds(List.of("chown", NOBODY + ":" + NOBODY, path.toString()))) {
            throw new IOException("the owner of " + path + " cannot be changed");
        }
    }
}
