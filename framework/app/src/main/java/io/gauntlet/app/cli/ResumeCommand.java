package io.gauntlet.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Goes on with what was left. */
@Command(name = "resume", description = "Go on with tournaments that were interrupted.")
final class ResumeCommand extends Subcommand {
    @Parameters(
            paramLabel = "TOURNAMENT",
            arity = "0..1",
            description = "Name, id or the beginning of an id (default: all that are unfinished).")
    @Nullable
    String tournament;

    @Option(names = "--workers", paramLabel = "N", description = "How many jobs run at once (default: one a core).")
    @Nullable
    Integer workers;

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = Session.open(parent, Workers.of(workers))) {
            Set<UUID> unfinished = session.gauntlet().unfinished();
            List<UUID> wanted = new ArrayList<>(unfinished);
            if (tournament != null) {
                UUID id = TournamentChoice.of(session.queries(), tournament).id();
                wanted.retainAll(List.of(id));
            }
            if (wanted.isEmpty()) {
                out().println(
                                tournament == null
                                        ? "Nothing is left to play: every tournament is over."
                                        : "The tournament '" + tournament + "' is over: `./gauntlet leaderboard "
                                                + tournament + "` shows it.");
                revoked(session);
                return ExitStatus.DONE;
            }
            session.gauntlet().start();
            new Playing(parent, session).play(wanted);
            return ExitStatus.DONE;
        }
    }

    /** Whoever revoked results may expect them to be played again. */
    private void revoked(Session session) throws InterruptedException {
        if (tournament == null) {
            return;
        }
        UUID id = TournamentChoice.of(session.queries(), tournament).id();
        int revoked =
                session.queries().view(id).map(view -> view.revoked().size()).orElse(0);
        if (revoked > 0) {
            out().println("Of its matches " + revoked + " are revoked. They are not played again: correct what was at"
                    + " fault, then run the spec as a tournament of its own, or lift the revocation.");
        }
    }
}
