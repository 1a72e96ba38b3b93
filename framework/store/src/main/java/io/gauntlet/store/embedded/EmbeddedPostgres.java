package io.gauntlet.store.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A handle on the durable PostgreSQL server of a data folder. Handles in one process and in several share the server:
 * the first starts it, the last to close stops it. A killed process leaves it running for the next one; a killed server
 * is started again on the same port, and recovers what was committed.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    /** Superuser of the cluster. */
    public static final String USER = Cluster.USER;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Map<Path, Shared> OPEN = new HashMap<>();

    private final Path home;
    private final DataFolder folder;
    private final String password;
    private boolean closed;

    private EmbeddedPostgres(Path home, DataFolder folder, String password) {
        this.home = home;
        this.folder = folder;
        this.password = password;
    }

    /**
     * Opens the folder, creating folder and cluster when there are none (some seconds, once).
     *
     * @throws ServerFailure when the folder cannot be used, with a sentence that says what to do
     */
    public static EmbeddedPostgres open(Path folder) throws ServerFailure {
        synchronized (OPEN) {
            try {
                Path home = DataFolder.prepare(folder);
                Shared shared = OPEN.get(home);
                if (shared == null) {
                    shared = new Shared(DataFolder.attach(home));
                    OPEN.put(home, shared);
                } else {
                    shared.folder.ensureRunning();
                }
                shared.handles++;
                return new EmbeddedPostgres(home, shared.folder, shared.folder.password());
            } catch (IOException e) {
                throw ServerFailure.of(e, folder);
            }
        }
    }

    /** Address of one of the server's databases. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + folder.port() + "/" + database;
    }

    public String password() {
        return password;
    }

    /** Gives the handle back; failures to stop the server are logged, since its data are safe anyway. */
    @Override
    public void close() {
        synchronized (OPEN) {
            if (closed) {
                return;
            }
            closed = true;
            Shared shared = OPEN.get(home);
            if (shared == null || --shared.handles > 0) {
                return;
            }
            OPEN.remove(home);
            boolean interrupted = Thread.interrupted(); // would close the lock files under us
            try {
                folder.leave();
            } catch (IOException | ServerFailure e) {
                LOG.warn("The database server in {} could not be stopped: {}", home, e.getMessage());
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private static final class Shared {
        private final DataFolder folder;
        private int handles;

        Shared(DataFolder folder) {
            this.folder = folder;
        }
    }
}
