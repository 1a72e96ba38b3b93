package io.gauntlet.runtime.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.NearestName;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.event.Event.TournamentPlanned;
import io.gauntlet.arena.event.Player;
import io.gauntlet.arena.rating.Ratings;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.arena.scoring.Cell;
import io.gauntlet.arena.scoring.CellRecord;
import io.gauntlet.arena.scoring.CellRecord.Verdict;
import io.gauntlet.arena.scoring.CellState;
import io.gauntlet.arena.scoring.PlayedCell;
import io.gauntlet.arena.scoring.Scoreboard;
import io.gauntlet.arena.scoring.Scoring;
import io.gauntlet.arena.scoring.ScoringRule;
import io.gauntlet.arena.spec.Mode;
import io.gauntlet.arena.spec.Rules;
import io.gauntlet.store.Database;
import io.gauntlet.store.projection.AsOf;
import io.gauntlet.store.projection.MatchView;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentView;

/** Tables under another rule than the one that was played, computed from the recorded verdicts without playing. */
public final class Leaderboards {
    private final Database database;
    private final TournamentQueries queries;
    private final Supplier<Catalog> catalog;

    /** @param catalog asked which attacks look for the smallest success; those that are not loaded are not taken to */
    public Leaderboards(Database database, Supplier<Catalog> catalog) {
        this.database = database;
        this.queries = new TournamentQueries(database);
        this.catalog = catalog;
    }

    /**
     * Scores a tournament's verdicts under a rule.
     *
     * @param view the tournament as it is seen under the rule that was played: what it does not count, does not count
     * @param asOf that which the view was computed from
     * @throws InvalidInputException when the rule does not fit the tournament, with what to do
     */
    public List<Scoreboard> rescored(TournamentView view, AsOf asOf, ScoringRule rule) {
        List<Scoreboard> boards = new ArrayList<>();
        Rules rules = view.plan().scheduled().rules();
        replayed(view, asOf, rule)
                .forEach((board, cells) ->
                        boards.add(Scoreboard.rescored(board.threatModel(), board.samples(), cells, rule, rules)));
        return boards;
    }

    /**
     * Rates the players of a tournament under a rule.
     *
     * @param view as for {@link #rescored}
     * @throws InvalidInputException when the rule does not fit the tournament, with what to do
     */
    public List<Ratings> ratings(TournamentView view, AsOf asOf, ScoringRule rule) {
        if (view.plan().scheduled().mode() == Mode.VERDICT) {
            return view.scoreboards().stream()
                    .map(board -> Ratings.none(board.threatModel(), Mode.NOT_COMPARED))
                    .toList();
        }
        Seed seed = Seed.of(view.plan().seed());
        if (rule.equals(ScoringRule.PLAYED)) {
            return queries.records(view.summary().id(), asOf).stream()
                    .map(played -> Ratings.of(played.threatModel(), played.cells(), seed))
                    .toList();
        }
        List<Ratings> ratings = new ArrayList<>();
        replayed(view, asOf, rule).forEach((board, cells) -> {
            ThreatModel played = board.threatModel();
            ratings.add(Ratings.of(rule.threatModel(played), Scoreboard.records(played, cells, rule), seed));
        });
        return ratings;
    }

    /** The cells that count of each scoreboard that is covered, with what it takes to score them under the rule. */
    private Map<Scoreboard, List<PlayedCell>> replayed(TournamentView view, AsOf asOf, ScoringRule rule) {
        check(view.plan(), rule);
        Set<UUID> revoked =
                view.revoked().stream().map(TournamentView.RevokedResult::match).collect(Collectors.toSet());
        List<MatchView> over = queries.matches(view.summary().id(), asOf).stream()
                .filter(match -> !revoked.contains(match.id()) && overBy(match, asOf.position()))
                .toList();
        Map<String, Boolean> minimumNorm = minimumNorm(view.plan());
        Rules rules = view.plan().scheduled().rules();
        Map<Scoreboard, List<PlayedCell>> replayed = new LinkedHashMap<>();
        for (Scoreboard board : view.scoreboards()) {
            if (rule.covers(board.threatModel())) {
                replayed.put(board, cells(board, over, minimumNorm, rule, rules));
            }
        }
        return replayed;
    }

    private static boolean overBy(MatchView match, long last) {
        Long position = match.position();
        return position != null && position <= last;
    }

    private static void check(TournamentPlanned plan, ScoringRule rule) {
        List<String> labels = plan.players().stream()
                .filter(player -> player.kind() == Kind.ATTACK && !plan.isGuest(player))
                .map(Player::label)
                .toList();
        for (String wanted : rule.attackers()) {
            if (!labels.contains(wanted)) {
                throw new InvalidInputException("No attacker of '" + plan.name() + "' is called '" + wanted + "'."
                        + NearestName.question(wanted, labels) + " It has " + String.join(", ", labels) + ".");
            }
        }
        if (rule.scoring() == Scoring.NIPS_2017 && plan.scheduled().mode() == Mode.VERDICT) {
            throw new InvalidInputException(Mode.NOT_COMPARED);
        }
        List<ThreatModel> covered =
                plan.threatModels().stream().filter(rule::covers).toList();
        String norms = plan.threatModels().stream()
                .map(threatModel -> threatModel.norm().id())
                .distinct()
                .collect(Collectors.joining(", "));
        if (covered.isEmpty()) {
            throw new InvalidInputException(
                    "Nothing was played in that norm: '" + plan.name() + "' has " + norms + ".");
        }
        if (rule.epsilon().isPresent()
                && covered.stream().map(ThreatModel::norm).distinct().count() > 1) {
            throw new InvalidInputException("An epsilon belongs to a norm, and '" + plan.name() + "' has " + norms
                    + ": choose one with --norm.");
        }
        for (ThreatModel threatModel : covered) {
            if (rule.scoring() == Scoring.NIPS_2017 && threatModel.goal().targeted()) {
                throw new InvalidInputException("The points of NIPS 2017 count right answers, and of targeted attacks"
                        + " only those answers count that reach the target: rank '" + plan.name()
                        + "' without --points.");
            }
            try {
                rule.threatModel(threatModel);
            } catch (IllegalArgumentException e) {
                throw new InvalidInputException("The rule is wrong: " + e.getMessage(), e);
            }
        }
    }

    /** Only an attack that is loaded here in the version that played is known to look for the smallest success. */
    private Map<String, Boolean> minimumNorm(TournamentPlanned plan) {
        Map<String, Boolean> known = new HashMap<>();
        for (Player player : plan.players()) {
            if (player.kind() == Kind.ATTACK) {
                known.put(
                        player.label(), catalog.get().all(Kind.ATTACK).stream().anyMatch(one -> same(one, player)));
            }
        }
        return known;
    }

    private static boolean same(Registered loaded, Player player) {
        return loaded.id().equals(player.plugin())
                && loaded.version().equals(player.version())
                && loaded.attack().info().kind() == AttackInfo.Kind.MINIMUM_NORM;
    }

    private record Key(String attacker, String defender) {}

    private List<PlayedCell> cells(
            Scoreboard board, List<MatchView> over, Map<String, Boolean> minimumNorm, ScoringRule rule, Rules rules) {
        ThreatModel played = board.threatModel();
        Map<Key, List<MatchView>> matches = new HashMap<>();
        for (MatchView match : over) {
            if (match.threatModel().equals(played.id())) {
                matches.computeIfAbsent(new Key(match.attacker(), match.defender()), key -> new ArrayList<>())
                        .add(match);
            }
        }
        List<PlayedCell> cells = new ArrayList<>();
        for (Cell cell : board.cells()) {
            if (rule.counts(cell.attacker())) {
                List<MatchView> own = matches.getOrDefault(new Key(cell.attacker(), cell.defender()), List.of());
                cells.add(cell(cell, played, own, minimumNorm.getOrDefault(cell.attacker(), false), rules));
            }
        }
        return cells;
    }

    private PlayedCell cell(Cell cell, ThreatModel played, List<MatchView> over, boolean minimumNorm, Rules rules) {
        List<Verdict> verdicts = new ArrayList<>();
        List<Long> firstSuccess = new ArrayList<>();
        int scored = 0;
        int spared = 0;
        String forfeitedBy = null;
        for (MatchView match : over) {
            Integer notGiven = match.spared();
            boolean nothingLeft = match.state().equals("skipped") && notGiven != null;
            if (match.state().equals("scored") || nothingLeft) {
                scored++;
                spared += notGiven == null || rules.whole() ? 0 : notGiven;
            }
            if (match.state().equals("scored")) {
                Outcomes outcomes = outcomes(match);
                float[] distance = outcomes.distances(played.norm());
                for (int i = 0; i < outcomes.size(); i++) {
                    verdicts.add(verdict(outcomes, distance, i));
                    firstSuccess.add(outcomes.firstSuccess()[i]);
                }
            } else if (match.forfeitedBy() != null) {
                forfeitedBy = match.forfeitedBy();
            }
        }
        boolean open = cell.state() == CellState.NOT_PLAYED || cell.state() == CellState.PARTLY_PLAYED;
        CellRecord record = new CellRecord(
                cell.attacker(),
                cell.defender(),
                over.size() + (open ? 1 : 0),
                scored,
                over.size() - scored,
                forfeitedBy,
                cell.reason(),
                verdicts,
                List.of(),
                spared);
        return new PlayedCell(record, firstSuccess, minimumNorm);
    }

    private Outcomes outcomes(MatchView match) {
        try {
            return Outcomes.fromJson(database.artifacts().read(String.valueOf(match.outcomes())));
        } catch (IOException e) {
            throw new IllegalStateException("The outcomes of match " + match.id() + " cannot be read.", e);
        }
    }

    private static Verdict verdict(Outcomes outcomes, float[] distance, int i) {
        Map<String, Double> survives = new HashMap<>();
        outcomes.survives().forEach((label, share) -> {
            if (share[i] >= 0) {
                // As the tables have it: the decimal that was written, not the float's own value.
                survives.put(label, Double.valueOf(Float.toString(share[i])));
            }
        });
        return new Verdict(
                outcomes.sample()[i],
                outcomes.cleanCorrect(i),
                outcomes.reported(i),
                distance[i],
                outcomes.queries()[i],
                outcomes.gradients()[i],
                survives,
                outcomes.wrong()[i],
                CellRecord.Detection.of(outcomes, i));
    }
}
