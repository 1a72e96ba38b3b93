package io.gauntlet.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import io.gauntlet.app.text.RecordText;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.store.Archives;
import io.gauntlet.store.projection.TournamentArchives;
import io.gauntlet.store.projection.TournamentSummary;

/** Takes an archive in. */
@Command(
        name = "import",
        description =
                "Take in an archive that `export` wrote. What is known here already is skipped; an archive that is"
                        + " damaged, or says something else about a known event, is refused.")
final class ImportCommand extends Subcommand {
    private static final int MOST = 1000;

    @Parameters(paramLabel = "FILE", description = "The archive.")
    String input = "";

    @Override
    public Integer call() throws InterruptedException {
        Path file = parent.surroundings().path(input);
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException("There is no file " + input + ": name an archive that `export` wrote.");
        }
        try (Session session = Session.open(parent, 1)) {
            long before = session.gauntlet().events().head().position();
            Archives.Contents contents =
                    new TournamentArchives(session.gauntlet().database()).importFrom(file);
            long fresh = session.gauntlet().events().head().position() - before;
            out().println("The archive holds " + RecordText.count(contents.events(), "event", "events") + " and "
                    + RecordText.count(contents.artifacts(), "artifact", "artifacts") + "; "
                    + (fresh == 0 ? "all are known here already." : fresh + " events were appended here."));
            if (fresh > 0) {
                names(session, before);
            }
            return ExitStatus.DONE;
        } catch (IOException e) {
            throw FileFaults.of(input, "read", e);
        }
    }

    private void names(Session session, long before) throws InterruptedException {
        List<TournamentSummary> added = session.queries().list(Long.MAX_VALUE, MOST).stream()
                .filter(one -> one.position() > before)
                .toList();
        for (TournamentSummary one : added) {
            out().println("Tournament " + one.name() + " (" + one.id() + "): " + one.state() + ", " + one.over()
                    + " of " + one.matches() + " matches over");
        }
        out().println("Next: `./gauntlet verify` checks them, `./gauntlet leaderboard` prints tables.");
    }
}
