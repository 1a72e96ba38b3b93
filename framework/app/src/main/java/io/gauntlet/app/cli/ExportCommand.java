package io.gauntlet.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.gauntlet.app.text.Numbers;
import io.gauntlet.app.text.RecordText;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.store.Archives;
import io.gauntlet.store.projection.TournamentArchives;
import io.gauntlet.store.projection.TournamentQueries;

/** Writes an archive. */
@Command(
        name = "export",
        description = "Write a tournament, with its models, examples and all that it refers to, or everything, into a"
                + " file that `import` takes into another database.")
final class ExportCommand extends Subcommand {
    @Parameters(paramLabel = "TOURNAMENT", arity = "0..1", description = "Name, id or the beginning of an id.")
    @Nullable
    String tournament;

    @Option(names = "--all", description = "Everything: the back-up.")
    boolean all;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The archive to write, a zip file; it must not exist.")
    String output = "";

    @Override
    public Integer call() throws InterruptedException {
        if (all == (tournament != null)) {
            throw new InvalidInputException("Say what to export: a tournament, or everything with --all.");
        }
        Path file = parent.surroundings().path(output);
        if (Files.exists(file)) {
            throw new InvalidInputException(output + " exists already: name another file, or remove it.");
        }
        try (Session session = Session.open(parent, 1)) {
            TournamentQueries queries = session.queries();
            TournamentArchives archives =
                    new TournamentArchives(session.gauntlet().database());
            Archives.Contents contents = all
                    ? archives.exportAll(file)
                    : archives.export(TournamentChoice.of(queries, tournament).id(), file);
            out().println("Wrote " + RecordText.count(contents.events(), "event", "events") + " and "
                    + RecordText.count(contents.artifacts(), "artifact", "artifacts") + " to " + output + " ("
                    + Numbers.size(Files.size(file)) + ").");
            out().println("Next: `./gauntlet import " + output + "` takes them into another database.");
            return ExitStatus.DONE;
        } catch (IOException e) {
            throw FileFaults.of(output, "written", e);
        }
    }
}
