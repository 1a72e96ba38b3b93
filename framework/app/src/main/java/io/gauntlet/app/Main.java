package io.gauntlet.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

import io.gauntlet.app.cli.CommandLineProgram;
import io.gauntlet.app.cli.Surroundings;

/** The entry point: what the launcher starts. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the process with its status. */
    public static void main(String[] args) {
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        // What plug-ins and libraries print is no result: whoever pipes JSON elsewhere gets JSON alone.
        System.setOut(System.err);
        Surroundings surroundings = new Surroundings(
                out,
                err,
                System.getenv(),
                Boolean.getBoolean("gauntlet.terminal"),
                Optional.ofNullable(System.getProperty("gauntlet.home")).map(Path::of),
                Path.of(""));
        int status = CommandLineProgram.run(surroundings, args);
        out.flush();
        err.flush();
        System.exit(status);
    }

    /** UTF-8 whatever the locale: signs such as … are not in every locale's character set. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }
}
