package io.gauntlet.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Runs the launcher as a user would, in a folder of the test's own. */
final class Cli {
    private final Path folder;
    private int runs;

    /** @param folder where the commands run; the data folder is made below it */
    Cli(Path folder) {
        this.folder = folder;
    }

    /** What a command printed and how it ended. */
    record Result(int status, String output, String error) {}

    /** The repository's root. */
    static Path repository() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("gauntlet")) || !Files.exists(at.resolve("migrations"))) {
            at = at.getParent();
            if (at == null) {
                throw new IllegalStateException("The tests must run below the repository's root.");
            }
        }
        return at;
    }

    Path folder() {
        return folder;
    }

    /** Starts a command and lets it run. */
    Process start(String... arguments) throws IOException {
        int run = runs++;
        List<String> command = new ArrayList<>();
        command.add(repository().resolve("gauntlet").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out-" + run + ".txt").toFile())
                .redirectError(folder.resolve("err-" + run + ".txt").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GAUNTLET_DATABASE"));
        return builder.start();
    }

    /** Runs a command to its end. */
    Result run(String... arguments) throws IOException, InterruptedException {
        int run = runs;
        Process process = start(arguments);
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IllegalStateException("The command did not end: " + List.of(arguments) + "\n" + output(run));
        }
        return new Result(process.exitValue(), output(run), error(run));
    }

    /** Runs a command that must succeed; gives what it printed. */
    String succeed(String... arguments) throws IOException, InterruptedException {
        Result result = run(arguments);
        assertEquals(0, result.status(), () -> List.of(arguments) + ": " + result.error() + result.output());
        return result.output();
    }

    /** What the n-th command has printed so far. */
    String output(int run) throws IOException {
        return Files.readString(folder.resolve("out-" + run + ".txt"));
    }

    /** What the n-th command has said of itself so far. */
    String error(int run) throws IOException {
        return Files.readString(folder.resolve("err-" + run + ".txt"));
    }

    /** How many commands were started, which is the number of the next. */
    int runs() {
        return runs;
    }

    /** Kills a process the hard way, so that nothing of it can tidy up. */
    static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}
