package io.gauntlet.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The entry point: what {@code ./gauntlet bench} starts. */
public final class Main {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISTAKE = 2;
    private static final int WIDTH = 110;

    private Main() {}

    /** Runs a benchmark and ends the process: 0 measured, 1 failed, 2 the user's mistake. */
    public static void main(String[] args) {
        int status = run(writer(FileDescriptor.out), writer(FileDescriptor.err), args);
        System.exit(status);
    }

    /** Runs one benchmark. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine program = new CommandLine(new BenchCommand())
                .setOut(out)
                .setErr(err)
                .setUsageHelpWidth(WIDTH)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        program.setParameterExceptionHandler((mistake, given) -> {
            err.println(sentence(mistake.getMessage()) + " `"
                    + mistake.getCommandLine().getCommandSpec().qualifiedName() + " --help` tells more.");
            return MISTAKE;
        });
        program.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, err));
        // The launcher names the command, or nothing.
        String[] given = args.length > 0 && args[0].equals("bench") ? Arrays.copyOfRange(args, 1, args.length) : args;
        if (given.length == 0) {
            program.usage(out);
            return DONE;
        }
        return program.execute(given);
    }

    private static int failed(Exception failure, PrintWriter err) {
        if (failure instanceof BenchException told) {
            err.println(told.getMessage());
            return told.isMistake() ? MISTAKE : FAILED;
        }
        err.println("The benchmark met a fault of its own:");
        failure.printStackTrace(err);
        return FAILED;
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }

    /** UTF-8 whatever the locale. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }
}
