package io.gauntlet.bench.libtorch;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;

/** The peer's entry point: answers one question after another until its input ends. */
public final class LibtorchPeer {
    private @Nullable LibtorchWork work;

    private LibtorchPeer() {}

    /** Answers questions. */
    public static void main(String[] args) throws IOException {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        // Nothing else may come between the answers.
        System.setOut(System.err);
        Engine engine;
        try {
            engine = Engine.getEngine("PyTorch");
        } catch (RuntimeException | LinkageError e) {
            answers.println("failed libtorch could not be loaded: " + oneLine(e));
            return;
        }
        answers.println("ready libtorch " + engine.getVersion() + " (DJL " + Engine.getDjlVersion() + ")");
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        LibtorchPeer peer = new LibtorchPeer();
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            answers.println(peer.answer(List.of(line.split(" ", -1))));
        }
    }

    private String answer(List<String> question) {
        try {
            return switch (question.get(0)) {
                case "prepare" -> prepare(question.subList(1, question.size()));
                case "burst" -> "times " + burst(Double.parseDouble(question.get(1)));
                case "release" -> release();
                default -> "failed the question " + question.get(0) + " is unknown";
            };
        } catch (RuntimeException e) {
            return "failed " + oneLine(e);
        }
    }

    /** What is asked: operation, samples, threads, channels, height, width, layers. */
    private String prepare(List<String> task) {
        release();
        JniUtils.setNumThreads(Integer.parseInt(task.get(2)));
        long[] shape = task.subList(3, 6).stream().mapToLong(Long::parseLong).toArray();
        work = LibtorchWork.of(task.get(0), Integer.parseInt(task.get(1)), shape, task.subList(6, task.size()));
        return "prepared";
    }

    private String burst(double seconds) {
        if (work == null) {
            throw new IllegalStateException("nothing was prepared");
        }
        DoubleStream.Builder times = DoubleStream.builder();
        long start = System.nanoTime();
        do {
            long before = System.nanoTime();
            work.run();
            times.add((System.nanoTime() - before) / 1e6);
        } while (System.nanoTime() - start < seconds * 1e9);
        return times.build()
                .mapToObj(time -> String.format(Locale.ROOT, "%.6f", time))
                .collect(Collectors.joining(" "));
    }

    private String release() {
        if (work != null) {
            work.close();
            work = null;
        }
        return "released";
    }

    private static String oneLine(Throwable fault) {
        return Arrays.stream(String.valueOf(fault.getMessage()).split("\\s+")).collect(Collectors.joining(" "));
    }
}
