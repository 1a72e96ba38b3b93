package io.gauntlet.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The server's {@code postmaster.pid}: who runs on this folder, and where it listens. */
record PidFile(long pid, int port, boolean ready) {
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    static Path in(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** What the file says; port 0 while the server has not written it yet. */
    static Optional<PidFile> read(Path data) throws IOException {
        try {
            List<String> lines = Files.readAllLines(in(data));
            long pid = lines.isEmpty() ? 0 : number(lines.get(0));
            int port = lines.size() > PORT_LINE ? (int) number(lines.get(PORT_LINE)) : 0;
            boolean ready = lines.size() > STATUS_LINE && lines.get(STATUS_LINE).startsWith("ready");
            return Optional.of(new PidFile(pid, port, ready));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static long number(String line) {
        try {
            return Long.parseLong(line.strip());
        } catch (NumberFormatException e) {
            return 0; // written halfway
        }
    }

    /** Whether a living process of this number runs one of these programs; the number may have gone to another one. */
    boolean alive(Path programs) {
        return pid > 0
                && ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .filter(handle -> runs(handle, programs))
                        .isPresent();
    }

    /** Whether any process of these programs lives, e.g. a child of a server that was killed. */
    static boolean anyAlive(Path programs) {
        return ProcessHandle.allProcesses().anyMatch(handle -> runs(handle, programs));
    }

    private static boolean runs(ProcessHandle handle, Path programs) {
        return handle.info()
                .command()
                .filter(command -> command.startsWith(programs.toString()))
                .isPresent();
    }
}
