package io.gauntlet.app.cli;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.gauntlet.app.text.ArmsRaceText;
import io.gauntlet.app.text.CostsText;
import io.gauntlet.app.text.RecordText;
import io.gauntlet.runtime.Ending;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.record.ArmsRaces;
import io.gauntlet.runtime.record.CrossEvaluation;
import io.gauntlet.store.Head;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentSummary;
import io.gauntlet.store.projection.TournamentView;

/** Plays tournaments that are planned, shows how far they are, and prints their tables at the end. */
final class Playing {
    /** Short: whoever types Ctrl-C waits, and a job that is given back is only begun again. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final GauntletCommand command;
    private final Session session;
    private final Surroundings surroundings;

    Playing(GauntletCommand command, Session session) {
        this.command = command;
        this.session = session;
        this.surroundings = command.surroundings();
    }

    /**
     * Plays them one after the other, as people see it; their jobs mix. A signal ends it in order.
     *
     * @return with what the command ends
     */
    int play(List<UUID> tournaments) throws InterruptedException {
        try (EndSignals signals = EndSignals.listen()) {
            session.gauntlet().start(leavesSome(tournaments));
            for (UUID id : tournaments) {
                Optional<Ending> ending = play(id, signals);
                if (ending.isEmpty()) {
                    return end(signals);
                }
                show(id, ending.get());
            }
        }
        tell(tournaments);
        return ExitStatus.DONE;
    }

    /** Tournaments in progress whose plug-ins have changed wait for these: played here, they could only be forfeited. */
    private boolean leavesSome(List<UUID> played) {
        Gauntlet gauntlet = session.gauntlet();
        Set<UUID> others = new LinkedHashSet<>(gauntlet.unfinished());
        played.forEach(others::remove);
        Map<UUID, List<String>> obstacles = gauntlet.obstacles(others);
        obstacles.forEach((id, sentences) -> surroundings
                .err()
                .println("The tournament " + id.toString().substring(0, 8) + " is not gone on with: "
                        + String.join(" ", sentences)));
        return !obstacles.isEmpty();
    }

    private Optional<Ending> play(UUID id, EndSignals signals) throws InterruptedException {
        Gauntlet gauntlet = session.gauntlet();
        try (ProgressDisplay display = display()) {
            TournamentProgress progress =
                    new TournamentProgress(display, gauntlet.events().head().position());
            return gauntlet.await(id, progress, signals::heard);
        }
    }

    private int end(EndSignals signals) throws InterruptedException {
        String stopped = new Draining(session.gauntlet(), signals, GRACE).drain(surroundings.err());
        session.close();
        surroundings.err().println(stopped + ". Nothing is lost: " + typed("resume") + " goes on where this ended.");
        return signals.status();
    }

    private void tell(List<UUID> tournaments) {
        surroundings.out().println();
        CostsText.lines(session.gauntlet().costs()).forEach(surroundings.out()::println);
        next(tournaments.get(tournaments.size() - 1));
        head();
        surroundings.out().flush();
    }

    private ProgressDisplay display() {
        return surroundings.terminal() ? new BarDisplay() : new LineDisplay(surroundings.err());
    }

    private void show(UUID id, Ending ending) throws InterruptedException {
        TournamentQueries queries = session.queries();
        TournamentView view = queries.view(id)
                .orElseThrow(() ->
                        new IllegalStateException("The tournament " + id + " is over, but its tables are missing."));
        if (ending == Ending.CANCELLED) {
            TournamentSummary summary = view.summary();
            surroundings.out().println("The tournament '" + summary.name() + "' was cancelled: " + summary.reason());
        }
        TournamentTables.lines(view, Surroundings.WIDTH).forEach(surroundings.out()::println);
        if (ending == Ending.COMPLETED) {
            replay(view);
        }
        ArmsRaceText.lines(new ArmsRaces(session.gauntlet().database()).of(view), Surroundings.WIDTH)
                .forEach(surroundings.out()::println);
    }

    /** Who came in a later round faces what was stored before. */
    private void replay(TournamentView view) throws InterruptedException {
        CrossEvaluation.Report report;
        try (ProgressDisplay display = display()) {
            report = session.gauntlet().crossEvaluation().replay(view, Checking.shown(display));
        }
        report.obstacles().forEach(surroundings.out()::println);
    }

    private void next(UUID id) {
        String start = id.toString().substring(0, 8);
        surroundings.out().println();
        surroundings
                .out()
                .println("Stored as tournament " + id + " in "
                        + session.gauntlet().database().address()
                        + (command.databaseIsEmbedded() ? " (data folder " + command.dataFolder() + ")" : "") + ".");
        surroundings
                .out()
                .println("Next: " + typed("serve") + " shows it in the browser, " + typed("leaderboard " + start)
                        + " prints these tables again, " + typed("events") + " tells all that happened.");
    }

    /** Whoever keeps the head can show later that nothing before it was changed or cut off. */
    private void head() {
        Head head = session.gauntlet().events().head();
        surroundings.out().println(RecordText.head(head));
        surroundings
                .out()
                .println("Keep it: " + typed("verify --head " + RecordText.beginning(head))
                        + " checks that nothing was changed since.");
    }

    /** A command as it would be typed for the same data. */
    private String typed(String subcommand) {
        String folder = command.dataFolder == null ? "" : " --data-folder " + command.dataFolder;
        return "`./gauntlet " + subcommand + folder + "`";
    }
}
