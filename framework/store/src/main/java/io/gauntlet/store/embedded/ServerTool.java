package io.gauntlet.store.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one of PostgreSQL's programs in a clean environment and explains its failure. */
record ServerTool(Path home, Path programs, ServerUser user) {
    private static final int LINES_SHOWN = 8;

    void run(int seconds, String program, List<String> arguments) throws IOException, ServerFailure {
        List<String> command = Host.join(
                user.prefix(), List.of(programs.resolve("bin").resolve(program).toString()));
        Path log = home.resolve(program + ".log");
        ProcessBuilder builder = new ProcessBuilder(Host.join(command, arguments))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // A locale that does not exist here, or settings meant for the user's own server, would make it fail.
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("LC_") || name.startsWith("PG") || name.startsWith("LANG"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        if (!ended(process, seconds)) {
            process.destroyForcibly();
            throw new ServerFailure(
                    program + " did not end within " + seconds + " s; see " + log + " and server.log beside it.", null);
        }
        if (process.exitValue() != 0) {
            throw failure(program, log);
        }
    }

    private static boolean ended(Process process, int seconds) throws IOException {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private ServerFailure failure(String program, Path log) throws IOException {
        String said = tail(log) + tail(home.resolve("server.log"));
        if (ServerFailure.saysDiskFull(said)) {
            return ServerFailure.diskFull(home, null);
        }
        return new ServerFailure(program + " failed in the data folder " + home + "; it said:\n" + said.strip(), null);
    }

    private static String tail(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size())) + "\n";
    }
}
