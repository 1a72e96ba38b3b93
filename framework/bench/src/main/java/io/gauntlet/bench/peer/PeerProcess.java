package io.gauntlet.bench.peer;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.gauntlet.bench.BenchException;
import io.gauntlet.bench.network.Task;

/** A peer's process, from which it is asked to work. */
public final class PeerProcess implements AutoCloseable {
    private static final long SECONDS_TO_END = 5;

    private final String name;
    private final Process process;
    private final BufferedReader from;
    private final BufferedWriter to;
    private final String version;

    private PeerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        to = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        version = answer("ready");
    }

    /**
     * Starts a peer and waits until it is ready. What it writes to standard error goes there.
     *
     * @param name in tables and errors
     * @param command to run
     * @param environment variables to set beside the inherited ones; an empty value removes one
     * @throws BenchException when it does not start
     */
    public static PeerProcess start(String name, List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        environment.forEach((variable, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(variable);
            } else {
                builder.environment().put(variable, value);
            }
        });
        try {
            return new PeerProcess(name, builder.start());
        } catch (IOException e) {
            throw BenchException.failure("The peer " + name + " could not be started: " + e.getMessage() + ".");
        }
    }

    /** Its name in tables. */
    public String name() {
        return name;
    }

    /** What it says of itself: name and version. */
    public String version() {
        return version;
    }

    /** Makes it ready for a task. @return what it chose, such as a memory layout */
    String prepare(Task task) {
        String shape = task.network().shape().stream().map(String::valueOf).collect(Collectors.joining(" "));
        return ask(
                "prepare " + task.operation().id() + " " + task.samples() + " " + task.threads() + " " + shape + " "
                        + task.network().words(task.operation().training()),
                "prepared");
    }

    /** Lets it work for some seconds. @return milliseconds for each piece */
    double[] burst(double seconds) {
        String times = ask(String.format(Locale.ROOT, "burst %.3f", seconds), "times");
        return List.of(times.split(" ", -1)).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** Lets it free the task. */
    void release() {
        ask("release", "released");
    }

    private String ask(String question, String expected) {
        try {
            to.write(question);
            to.newLine();
            to.flush();
        } catch (IOException e) {
            throw ended();
        }
        return answer(expected);
    }

    private String answer(String expected) {
        String line;
        try {
            line = from.readLine();
        } catch (IOException e) {
            throw ended();
        }
        if (line == null) {
            throw ended();
        }
        String[] words = line.split(" ", 2);
        String rest = words.length == 2 ? words[1] : "";
        if (words[0].equals("failed")) {
            throw BenchException.failure("The peer " + name + " cannot do this: " + rest);
        }
        if (!words[0].equals(expected)) {
            throw BenchException.failure(
                    "The peer " + name + " answered '" + line + "' where '" + expected + "' was expected.");
        }
        return rest;
    }

    private BenchException ended() {
        close();
        return BenchException.failure(
                "The peer " + name + " ended; what it wrote above tells why, or leave it out (`--help` tells how).");
    }

    /** Ends it. */
    @Override
    public void close() {
        try {
            to.close();
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
