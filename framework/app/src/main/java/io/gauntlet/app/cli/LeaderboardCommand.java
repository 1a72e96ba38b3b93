package io.gauntlet.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.gauntlet.app.json.Json;
import io.gauntlet.app.text.ArmsRaceText;
import io.gauntlet.app.text.LeaderboardCsv;
import io.gauntlet.app.text.RatingsCsv;
import io.gauntlet.app.text.RatingsText;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.scoring.Scoreboard;
import io.gauntlet.arena.scoring.Scoring;
import io.gauntlet.arena.scoring.ScoringRule;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.record.ArmsRaces;
import io.gauntlet.runtime.record.History;
import io.gauntlet.runtime.record.Leaderboards;
import io.gauntlet.runtime.record.RatedTournaments;
import io.gauntlet.runtime.record.TournamentRatings;
import io.gauntlet.store.projection.AsOf;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentSummary;
import io.gauntlet.store.projection.TournamentView;

/** Prints the tables of a tournament. */
@Command(name = "leaderboard", description = "Print the tables of a tournament, finished or not.")
final class LeaderboardCommand extends Subcommand {
    @Parameters(
            paramLabel = "TOURNAMENT",
            arity = "0..1",
            description = "Name, id or the beginning of an id (default: the newest).")
    @Nullable
    String tournament;

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Option(names = "--csv", description = "As CSV; accuracies are shares of one.")
    boolean csv;

    @Option(
            names = "--as-of",
            paramLabel = "TIME|POSITION",
            description = "As it was at a time, such as 2026-11-22T18:30, or after the event at a position.")
    @Nullable
    String asOf;

    @Option(names = "--corrected", description = "With --as-of: without what was revoked since.")
    boolean corrected;

    @Option(
            names = "--epsilon",
            paramLabel = "E",
            description =
                    "Score the recorded verdicts at another epsilon, of poses a share of their limits, without playing.")
    @Nullable
    Double epsilon;

    @Option(
            names = "--max-queries",
            paramLabel = "N",
            description = "Score them as if so many queries a sample had been allowed.")
    @Nullable
    Long maxQueries;

    @Option(
            names = "--attacks",
            split = ",",
            paramLabel = "LABEL",
            description = "Score some attackers only, as in a,b.")
    Set<String> attacks = new LinkedHashSet<>();

    @Option(
            names = "--norm",
            paramLabel = "NORM",
            description = "Score threat models of one norm only: linf, l2, l1, l0 or pose.")
    @Nullable
    String norm;

    @Option(
            names = "--points",
            description = "Rank by points as in the competition at NIPS 2017: defenders by right answers over all"
                    + " attacks, attackers by the errors they caused.")
    boolean points;

    @Option(
            names = "--ratings",
            description = "Nash averages, strengths by Bradley and Terry, and the fewest attacks that break all.")
    boolean ratings;

    @Override
    public Integer call() throws InterruptedException {
        if (json && csv) {
            throw new InvalidInputException("The options --json and --csv exclude each other: choose one.");
        }
        if (corrected && asOf == null) {
            throw new InvalidInputException(
                    "The option --corrected belongs to --as-of: tables of today are corrected.");
        }
        ScoringRule rule = rule();
        try (Session session = Session.open(parent, 1)) {
            TournamentQueries queries = session.queries();
            TournamentSummary summary = TournamentChoice.of(queries, tournament);
            AsOf moment = moment(session);
            TournamentView view = queries.view(summary.id(), moment)
                    .orElseThrow(() -> new InvalidInputException("The tournament '" + summary.name()
                            + "' was not planned yet then: it begins with event " + summary.position() + "."));
            if (asOf != null) {
                view = new History(session.gauntlet().database(), moment.position()).of(view);
            }
            if (ratings) {
                print(view, rated(session.gauntlet(), view, moment, rule), moment);
                return ExitStatus.DONE;
            }
            if (!rule.equals(ScoringRule.PLAYED)) {
                view = rescored(session.gauntlet(), view, moment, rule);
            }
            if (json) {
                out().println(Json.pretty(view));
            } else if (csv) {
                print(LeaderboardCsv.lines(view));
            } else {
                print(TournamentTables.lines(view, Surroundings.WIDTH, heading(moment)));
                if (asOf == null && rule.equals(ScoringRule.PLAYED)) {
                    print(ArmsRaceText.lines(
                            new ArmsRaces(session.gauntlet().database()).of(view), Surroundings.WIDTH));
                }
            }
            return ExitStatus.DONE;
        }
    }

    private static TournamentRatings rated(Gauntlet gauntlet, TournamentView view, AsOf moment, ScoringRule rule) {
        Leaderboards leaderboards = new Leaderboards(gauntlet.database(), gauntlet::catalog);
        return new RatedTournaments(gauntlet.database(), leaderboards).of(view, moment, rule);
    }

    private void print(TournamentView view, TournamentRatings rated, AsOf moment) {
        if (json) {
            out().println(Json.pretty(rated));
        } else if (csv) {
            print(RatingsCsv.lines(view, rated));
        } else {
            print(TournamentTables.head(view, heading(moment)));
            rated.ratings().forEach(one -> {
                out().println();
                print(RatingsText.lines(one, view, rated.attackTimes(), Surroundings.WIDTH));
            });
        }
    }

    private static TournamentView rescored(Gauntlet gauntlet, TournamentView view, AsOf moment, ScoringRule rule) {
        List<Scoreboard> boards = new Leaderboards(gauntlet.database(), gauntlet::catalog).rescored(view, moment, rule);
        return new TournamentView(view.summary(), view.plan(), view.models(), boards, view.revoked());
    }

    private ScoringRule rule() {
        if (maxQueries != null && maxQueries < 1) {
            throw new InvalidInputException(
                    "The option --max-queries takes a whole number of at least 1, not " + maxQueries + ".");
        }
        return new ScoringRule(
                epsilon == null ? OptionalDouble.empty() : OptionalDouble.of(epsilon),
                maxQueries == null ? OptionalLong.empty() : OptionalLong.of(maxQueries),
                attacks,
                norm == null ? Optional.empty() : Optional.of(Choices.anyNorm(norm)),
                points ? Scoring.NIPS_2017 : Scoring.WORST_CASE);
    }

    private AsOf moment(Session session) {
        if (asOf == null) {
            return AsOf.now();
        }
        AsOf then = AsOf.at(Moment.position(session.gauntlet().events(), asOf));
        return corrected ? then.withCorrections() : then;
    }

    /** Which part of the record and which rule the tables are of. */
    private List<String> heading(AsOf moment) {
        List<String> lines = new ArrayList<>();
        if (asOf != null) {
            lines.add("As of event " + moment.position()
                    + (corrected ? ", without what was revoked since." : ", as it was then."));
        }
        List<String> changed = new ArrayList<>();
        if (epsilon != null) {
            changed.add("epsilon " + epsilon);
        }
        if (maxQueries != null) {
            changed.add("at most " + maxQueries + " queries a sample");
        }
        if (!attacks.isEmpty()) {
            changed.add("the attackers " + String.join(", ", attacks) + " alone");
        }
        if (points) {
            lines.add("Ranked by the points of NIPS 2017, which are means over attacks, not by the worst case.");
        }
        if (!changed.isEmpty()) {
            lines.add("Scored from the record, without playing, for " + String.join(", ", changed) + ".");
            lines.add("Where a note says unknown, the record holds no answer, and what is open is not ranked.");
        }
        if (maxQueries != null) {
            lines.add("An attack that plans ahead by its budget might have played otherwise with this one.");
        }
        return lines;
    }
}
