package io.gauntlet.app.cli;

import picocli.CommandLine.Command;

/** Brings the schema of the database up to date. */
@Command(name = "migrate", description = "Bring the database's schema up to date; other commands do so too.")
final class MigrateCommand extends Subcommand {
    @Override
    public Integer call() {
        try (Session session = Session.open(parent, 1)) {
            out().println("The database at " + session.gauntlet().database().address() + " is up to date, with "
                    + session.gauntlet().events().head().position() + " events.");
            return ExitStatus.DONE;
        }
    }
}
