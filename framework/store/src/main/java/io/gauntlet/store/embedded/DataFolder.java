package io.gauntlet.store.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One data folder as used by this process: attached to its server from construction to {@link #leave}. Locks on two
 * files, which the operating system frees when a process is killed, order the processes: {@code start.lock} lets one
 * at a time start or stop the server, {@code users.lock} is shared by all that use it.
 */
final class DataFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
    private static final int WATCH_MILLIS = 500;

    private final Path home;
    private final Cluster cluster;
    private final FileChannel users;
    private final FileLock using;
    private final Thread watch;
    private volatile PidFile server;
    private volatile boolean left;

    private DataFolder(Path home, Cluster cluster, FileChannel users, FileLock using, PidFile server) {
        this.home = home;
        this.cluster = cluster;
        this.users = users;
        this.using = using;
        this.server = server;
        this.watch = new Thread(this::watch, "gauntlet-postgres-watch");
        watch.setDaemon(true);
        watch.start();
    }

    @SuppressWarnings("try") // the lock is held, not used
    static DataFolder attach(Path home) throws IOException, ServerFailure {
        Cluster cluster = new Cluster(home);
        try (FileChannel channel = open(home.resolve("start.lock"));
                FileLock starting = channel.lock()) {
            FileChannel users = open(home.resolve("users.lock"));
            try {
                FileLock using = users.lock(0, Long.MAX_VALUE, true);
                return new DataFolder(home, cluster, users, using, cluster.ensureRunning(0));
            } catch (IOException | ServerFailure | RuntimeException e) {
                users.close();
                throw e;
            }
        }
    }

    /** Creates the folder when needed; the path is free of links, so that all processes agree on it. */
    static Path prepare(Path folder) throws IOException {
        Path home = Files.createDirectories(folder.toAbsolutePath().normalize()).toRealPath();
        if (!Files.isWritable(home)) {
            throw new AccessDeniedException(home.toString());
        }
        Host.keepPrivate(home, "rwx------");
        return home;
    }

    int port() {
        return server.port();
    }

    String password() throws IOException {
        return cluster.password();
    }

    /** Starts the server again if it died. */
    @SuppressWarnings("try") // the lock is held, not used
    synchronized void ensureRunning() throws IOException, ServerFailure {
        if (left) {
            return;
        }
        try (FileChannel channel = open(home.resolve("start.lock"));
                FileLock starting = channel.lock()) {
            server = cluster.ensureRunning(server.port());
        }
    }

    /** Detaches; the last process to leave stops the server. */
    @SuppressWarnings("try") // the lock is held, not used
    synchronized void leave() throws IOException, ServerFailure {
        left = true;
        watch.interrupt();
        try (FileChannel channel = open(home.resolve("start.lock"));
                FileLock starting = channel.lock()) {
            using.release();
            FileLock last = users.tryLock();
            if (last != null) {
                cluster.stop();
            }
        } finally {
            users.close();
        }
    }

    private void watch() {
        while (!left) {
            try {
                Thread.sleep(WATCH_MILLIS);
                if (!left
                        && ProcessHandle.of(server.pid())
                                .filter(ProcessHandle::isAlive)
                                .isEmpty()) {
                    LOG.warn("The database server in {} is gone; starting it again.", home);
                    ensureRunning();
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException | ServerFailure e) {
                if (!left) {
                    LOG.error("The database server in {} cannot be started again: {}", home, e.getMessage());
                }
            }
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
