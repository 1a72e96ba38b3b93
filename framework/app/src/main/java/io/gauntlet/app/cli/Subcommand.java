package io.gauntlet.app.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import picocli.CommandLine.ParentCommand;

/** What all commands have. */
abstract class Subcommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    GauntletCommand parent;

    /** Where results go. */
    final PrintWriter out() {
        return parent.surroundings().out();
    }

    /** Where everything else goes. */
    final PrintWriter err() {
        return parent.surroundings().err();
    }

    /** Prints lines. */
    final void print(Iterable<String> lines) {
        lines.forEach(out()::println);
        out().flush();
    }

    /** How progress is shown. */
    final ProgressDisplay display() {
        return parent.surroundings().terminal() ? new BarDisplay() : new LineDisplay(err());
    }
}
