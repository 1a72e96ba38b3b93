package io.gauntlet.app.cli;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.gauntlet.app.text.Numbers;
import io.gauntlet.app.text.RecordText;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.store.ArtifactStore;
import io.gauntlet.store.ArtifactStore.Collected;
import io.gauntlet.store.Database;
import io.gauntlet.store.projection.ExampleRetention;

/** Deletes what is no longer needed. */
@Command(
        name = "gc",
        description = "Delete artifacts that no event names, as work that was interrupted leaves them; or drop the"
                + " adversarial examples of old matches, whose tables stay.")
final class GcCommand extends Subcommand {
    @Option(names = "--dry-run", description = "Only say what would be deleted.")
    boolean dryRun;

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            description = "How long ago they were last used, or the matches ended, such as 12h or 30d (default: 1d;"
                    + " must be given for --drop-examples).")
    @Nullable
    String olderThan;

    @Option(
            names = "--drop-examples",
            description = "Drop the examples of old matches; an event says so, and `verify` then says \"dropped by"
                    + " policy\". It cannot be undone.")
    boolean dropExamples;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why examples are dropped.")
    @Nullable
    String reason;

    @Override
    public Integer call() throws InterruptedException {
        if (dropExamples && (olderThan == null || reason == null || reason.isBlank())) {
            throw new InvalidInputException("Examples that are dropped are gone: say which with --older-than, such as"
                    + " 30d, and why with --reason \"…\".");
        }
        if (!dropExamples && reason != null) {
            throw new InvalidInputException("The option --reason belongs to --drop-examples.");
        }
        Duration age = Age.of("--older-than", olderThan == null ? "1d" : olderThan);
        try (Session session = Session.open(parent, 1)) {
            session.queries();
            Database database = session.gauntlet().database();
            if (dropExamples) {
                drop(new ExampleRetention(database), age, String.valueOf(reason).strip());
            } else {
                collect(database.artifacts(), age);
            }
            return ExitStatus.DONE;
        }
    }

    private void collect(ArtifactStore artifacts, Duration age) {
        Collected found;
        try {
            found = dryRun ? artifacts.collectable(age) : artifacts.collect(age);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()), e);
        }
        out().println((dryRun ? "Would delete " : "Deleted ") + words(found)
                + " that no event names and nobody used for " + age(age) + ".");
    }

    private void drop(ExampleRetention examples, Duration age, String why) {
        Collected found = dryRun ? examples.olderThan(age) : examples.dropOlderThan(age, why);
        out().println((dryRun ? "Would drop " : "Dropped ")
                + words(found)
                + " of examples, of matches that ended more than " + age(age) + " ago"
                + (dryRun ? "." : "; their outcomes and all tables stay."));
    }

    private static String words(Collected found) {
        return RecordText.count(found.artifacts(), "artifact", "artifacts") + " (" + Numbers.size(found.bytes()) + ")";
    }

    private static String age(Duration age) {
        return age.toMinutes() % (24 * 60) == 0 ? RecordText.count(age.toDays(), "day", "days") : Numbers.time(age);
    }
}
