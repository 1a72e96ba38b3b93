package io.gauntlet.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The command line program. */
public final class CommandLineProgram {
    private CommandLineProgram() {}

    /** Runs one command. @return the status to end with: 0 done, 1 failed, 2 the user's mistake */
    public static int run(Surroundings surroundings, String... args) {
        GauntletCommand program = new GauntletCommand(surroundings);
        CommandLine commandLine = new CommandLine(program)
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(Surroundings.WIDTH)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        commandLine.setParameterExceptionHandler((exception, given) -> mistake(surroundings, exception));
        commandLine.setExecutionExceptionHandler(
                (exception, command, parsed) -> Faults.report(surroundings, exception, program.debug));
        if (args.length == 0) {
            commandLine.usage(surroundings.out());
            return ExitStatus.DONE;
        }
        try {
            return commandLine.execute(args);
        } catch (Error e) {
            return Faults.report(surroundings, e, program.debug);
        }
    }

    private static int mistake(Surroundings surroundings, ParameterException exception) {
        surroundings.err().println(Mistakes.sentence(exception));
        return ExitStatus.MISTAKE;
    }
}
