package io.gauntlet.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.gauntlet.app.text.RecordText;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.runtime.Replay;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentSummary;

/** Goes on with what was left. */
@Command(
        name = "resume",
        description =
                "Go on with tournaments that were interrupted, and play matches again whose results were revoked.")
final class ResumeCommand extends Subcommand {
    @Parameters(
            paramLabel = "TOURNAMENT",
            arity = "0..1",
            description = "Name, id or the beginning of an id (default: all).")
    @Nullable
    String tournament;

    @Option(names = "--workers", paramLabel = "N", description = "How many jobs run at once (default: one a core).")
    @Nullable
    Integer workers;

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = Session.open(parent, Workers.of(workers))) {
            Optional<UUID> chosen = tournament == null
                    ? Optional.empty()
                    : Optional.of(
                            TournamentChoice.of(session.queries(), tournament).id());
            replay(session, chosen);
            List<UUID> wanted = new ArrayList<>(session.gauntlet().unfinished());
            chosen.ifPresent(id -> wanted.retainAll(List.of(id)));
            if (wanted.isEmpty()) {
                out().println(
                                tournament == null
                                        ? "Nothing is left to play: every tournament is over."
                                        : "The tournament '" + tournament + "' is over: `./gauntlet leaderboard "
                                                + tournament + "` shows it.");
                return ExitStatus.DONE;
            }
            Map<UUID, List<String>> obstacles = session.gauntlet().obstacles(wanted);
            wanted.removeAll(obstacles.keySet());
            if (wanted.isEmpty()) {
                throw new InvalidInputException(obstacles.values().stream()
                        .flatMap(List::stream)
                        .distinct()
                        .collect(Collectors.joining(" ")));
            }
            return new Playing(parent, session).play(wanted);
        }
    }

    /** Whoever revoked results gets others in their place, where that is possible. */
    private void replay(Session session, Optional<UUID> chosen) throws InterruptedException {
        TournamentQueries queries = session.queries();
        if (queries.revocations().stream().allMatch(one -> one.liftedPosition() != null)) {
            return;
        }
        for (TournamentSummary summary : queries.list(Long.MAX_VALUE, Integer.MAX_VALUE)) {
            if (chosen.isEmpty() || chosen.get().equals(summary.id())) {
                Replay replay = session.gauntlet().replay(summary.id());
                if (replay.matches() > 0) {
                    out().println(RecordText.count(replay.matches(), "match", "matches") + " of '" + summary.name()
                            + "' with revoked results " + (replay.matches() == 1 ? "is" : "are") + " played again.");
                }
                replay.changes().forEach(change -> out().println("Of '" + summary.name() + "': " + change));
                replay.obstacles().forEach(obstacle -> out().println("Of '" + summary.name() + "': " + obstacle));
            }
        }
    }
}
