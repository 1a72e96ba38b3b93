package io.gauntlet.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import io.gauntlet.arena.NearestName;

/** Says what is wrong with a command line, with the nearest command or option. */
final class Mistakes {
    private Mistakes() {}

    /** One or two sentences. */
    static String sentence(ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        if (exception instanceof UnmatchedArgumentException unmatched) {
            return unmatched(command, unmatched.getUnmatched().get(0));
        }
        if (exception instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing(command, missing.getMissing().get(0), exception);
        }
        if (exception instanceof OverwrittenOptionException twice
                && twice.getOverwritten() instanceof OptionSpec option) {
            return "The option " + option.longestName() + " is given twice." + help(command);
        }
        ArgSpec argument = exception.getArgSpec();
        if (argument != null && exception.getValue() != null) {
            return name(argument) + " takes " + type(argument) + ", not '" + exception.getValue() + "'."
                    + help(command);
        }
        if (command.getParent() == null && command.getParseResult() == null) {
            return "Say what to do: " + commands(command) + "." + help(command);
        }
        return ended(Objects.requireNonNullElse(exception.getMessage(), "This cannot be understood.")) + help(command);
    }

    private static String unmatched(CommandLine command, String given) {
        if (given.startsWith("-")) {
            List<String> names = new ArrayList<>();
            for (OptionSpec option : command.getCommandSpec().options()) {
                names.addAll(List.of(option.names()));
            }
            String name = given.contains("=") ? given.substring(0, given.indexOf('=')) : given;
            return "There is no option " + name + " of `" + title(command) + "`." + NearestName.question(name, names)
                    + help(command);
        }
        if (command.getParent() == null) {
            String near = NearestName.question(given, command.getSubcommands().keySet());
            return "There is no command '" + given + "'."
                    + (near.isEmpty() ? " There are " + commands(command) + "." : near);
        }
        return "'" + given + "' is one argument too many for `" + title(command) + "`." + help(command);
    }

    private static String missing(CommandLine command, ArgSpec argument, ParameterException exception) {
        if (argument instanceof OptionSpec option) {
            boolean named =
                    Objects.requireNonNullElse(exception.getMessage(), "").startsWith("Missing required option");
            return named
                    ? "`" + title(command) + "` needs the option " + option.longestName() + " " + option.paramLabel()
                            + "." + help(command)
                    : "The option " + option.longestName() + " needs a value: " + option.paramLabel() + "."
                            + help(command);
        }
        return "`" + title(command) + "` needs " + argument.paramLabel() + ": "
                + lower(String.join(" ", argument.description())) + help(command);
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? "The option " + option.longestName() : argument.paramLabel();
    }

    private static String type(ArgSpec argument) {
        Class<?> type = argument.type();
        if (type.isEnum()) {
            return "one of "
                    + java.util.Arrays.stream(type.getEnumConstants())
                            .map(value -> value.toString().toLowerCase(java.util.Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        return type == double.class || type == Double.class ? "a number" : "another value";
    }

    private static String commands(CommandLine command) {
        return command.getSubcommands().keySet().stream().sorted().collect(Collectors.joining(", "));
    }

    private static String title(CommandLine command) {
        return "./" + command.getCommandSpec().qualifiedName();
    }

    private static String help(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        return " `./" + spec.qualifiedName() + " --help` tells more.";
    }

    private static String ended(String message) {
        return message.endsWith(".") ? message : message + ".";
    }

    private static String lower(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + text.substring(1);
    }
}
