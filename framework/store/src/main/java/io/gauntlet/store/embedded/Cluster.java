package io.gauntlet.store.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The database cluster of one data folder. Its methods must be called under the folder's start lock. */
final class Cluster {
    static final String USER = "postgres";

    private static final int START_ATTEMPTS = 3;
    private static final int STEP_MILLIS = 20;
    private static final int STEPS = 3_000;

    private final Path home;
    private final Path data;
    private final Path programs;

    Cluster(Path home) throws ServerFailure {
        this.home = home;
        this.data = home.resolve("data");
        this.programs = Binaries.location(home);
    }

    /** Attaches to the running server or starts it, creating the cluster when there is none. Returns its pid file. */
    PidFile ensureRunning(int preferredPort) throws IOException, ServerFailure {
        checkMajor();
        Optional<PidFile> running = running();
        if (running.isPresent()) {
            return running.get();
        }
        removeLeftovers();
        Binaries.install(home);
        ServerTool tool = new ServerTool(home, programs, ServerUser.choose(home));
        if (!Files.exists(version())) {
            create(tool);
        }
        start(tool, preferredPort);
        return running()
                .orElseThrow(() -> new ServerFailure(
                        "The database server in " + home + " stopped right after its start; see server.log there.",
                        null));
    }

    void stop() throws IOException, ServerFailure {
        if (running().isPresent()) {
            new ServerTool(home, programs, ServerUser.choose(home))
                    .run(60, "pg_ctl", List.of("-D", data.toString(), "-m", "fast", "-w", "-t", "55", "stop"));
        }
    }

    String password() throws IOException {
        return Files.readString(passwordFile()).strip();
    }

    private Path passwordFile() {
        return home.resolve("password");
    }

    private Path version() {
        return data.resolve("PG_VERSION");
    }

    private void checkMajor() throws IOException, ServerFailure {
        if (Files.exists(data) && !Files.exists(version())) {
            throw new ServerFailure(
                    "The folder " + data + " is not a PostgreSQL cluster (it has no PG_VERSION): choose another data"
                            + " folder, or move it away.",
                    null);
        }
        if (Files.exists(version())) {
            String major = Files.readString(version()).strip();
            if (!major.equals(Binaries.MAJOR)) {
                throw new ServerFailure(
                        "The data folder " + home + " was written by PostgreSQL " + major + " and this build carries "
                                + Binaries.MAJOR + ": export it with the build that wrote it and import it into a new"
                                + " folder; nothing in it was touched.",
                        null);
            }
        }
    }

    /** The live server of this folder once it is ready; removes the pid file of a dead one. */
    private Optional<PidFile> running() throws IOException, ServerFailure {
        for (int step = 0; step < STEPS; step++) {
            Optional<PidFile> file = PidFile.read(data);
            if (file.isEmpty()) {
                return file;
            }
            if (file.get().alive(programs)) {
                if (file.get().ready()) {
                    return file;
                }
            } else if (!PidFile.anyAlive(programs)) {
                // Nobody of ours lives, whatever program has that number now.
                Files.deleteIfExists(PidFile.in(data));
                return Optional.empty();
            }
            Host.pause(STEP_MILLIS); // starting, stopping, or children of a killed server are still leaving
        }
        throw new ServerFailure(
                "The database server in " + home + " has been starting or stopping for a minute; see server.log there.",
                null);
    }

    private void create(ServerTool tool) throws IOException, ServerFailure {
        Path temporary = Files.createTempDirectory(home, "init-");
        tool.user().give(temporary);
        Path password =
                Files.writeString(passwordFile(), UUID.randomUUID().toString().replace("-", ""));
        Host.keepPrivate(password, "rw-------");
        tool.user().give(password);
        // The built-in locale makes text order the same on every machine.
        List<String> arguments = List.of(
                "-D",
                temporary.toString(),
                "-U",
                USER,
                "-A",
                "scram-sha-256",
                "--pwfile=" + password,
                "-E",
                "UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--data-checksums",
                "--no-instructions");
        tool.run(120, "initdb", arguments);
        Files.move(temporary, data, StandardCopyOption.ATOMIC_MOVE); // a killed initdb leaves only init-*
    }

    private void start(ServerTool tool, int preferredPort) throws IOException, ServerFailure {
        for (int attempt = 1; ; attempt++) {
            int port = attempt == 1 && preferredPort != 0 ? preferredPort : freePort();
            try {
                tool.run(
                        90,
                        "pg_ctl",
                        List.of(
                                "-D",
                                data.toString(),
                                "-l",
                                home.resolve("server.log").toString(),
                                "-o",
                                options(port),
                                "-w",
                                "-t",
                                "80",
                                "start"));
                return;
            } catch (ServerFailure e) {
                // Another program may have taken the port in between.
                if (attempt == START_ATTEMPTS || ServerFailure.saysDiskFull(String.valueOf(e.getMessage()))) {
                    throw e;
                }
            }
        }
    }

    /** Durable: fsync and synchronous_commit keep their defaults, on. */
    private static String options(int port) {
        return "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c timezone=UTC"
                + " -c log_timezone=UTC -c max_connections=100 -c shared_buffers=256MB -c max_wal_size=2GB"
                + " -c wal_compression=on -c log_min_messages=warning";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void removeLeftovers() throws IOException {
        try (var children = Files.newDirectoryStream(home, "{unpack,init}-*")) {
            for (Path child : children) {
                deleteTree(child);
            }
        }
    }

    private static void deleteTree(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, java.io.IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
