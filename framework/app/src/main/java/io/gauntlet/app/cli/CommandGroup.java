package io.gauntlet.app.cli;

import java.util.List;

import picocli.CommandLine.Parameters;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.NearestName;

/** A command that does nothing itself: what follows its name says what to do. */
abstract class CommandGroup extends Subcommand {
    private final String name;
    private final List<String> actions;

    @Parameters(arity = "0..*", hidden = true)
    String[] others = {};

    /**
     * Names it.
     *
     * @param name its own, such as {@code token}
     * @param actions what may follow
     */
    CommandGroup(String name, String... actions) {
        this.name = name;
        this.actions = List.of(actions);
    }

    /** What to say where nothing follows. */
    abstract String usage();

    /** What to say of something else that follows: what there is. */
    abstract String instead(String given);

    @Override
    public final Integer call() {
        String given = others.length == 0 ? "" : others[0];
        throw new InvalidInputException(
                given.isEmpty()
                        ? usage()
                        : "There is no command '" + name + " " + given + "'." + NearestName.question(given, actions)
                                + " " + instead(given));
    }
}
