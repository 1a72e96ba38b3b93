package io.gauntlet.runtime.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Model;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.event.Event.ExamplesCrossed;
import io.gauntlet.arena.event.Event.MatchPlanned;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Split;
import io.gauntlet.arena.rating.Mixture;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.arena.referee.Referee;
import io.gauntlet.arena.scoring.CellState;
import io.gauntlet.arena.spec.Mode;
import io.gauntlet.runtime.compute.ComputePool;
import io.gauntlet.runtime.plugin.LoadedPlugins;
import io.gauntlet.runtime.work.DataSets;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.store.Append;
import io.gauntlet.store.ArtifactDropped;
import io.gauntlet.store.Commit;
import io.gauntlet.store.Database;
import io.gauntlet.store.ExpectedVersion;
import io.gauntlet.store.StoreUnavailable;
import io.gauntlet.store.projection.TournamentArchives;
import io.gauntlet.store.projection.TournamentView;

/**
 * Tries the stored examples of a tournament on all of its defenders, not only on those that they were made for, and
 * records what each does there: what {@link Mixture} is found from. Each match is recorded when it is done, and what is
 * recorded is not done again.
 */
public final class CrossEvaluation {
    private final Database database;
    private final LoadedPlugins plugins;
    private final DataSets dataSets;
    private final ComputePool pool;

    /** With the plug-ins and the data of this process, computing on its pool. */
    public CrossEvaluation(Database database, LoadedPlugins plugins, DataSets dataSets, ComputePool pool) {
        this.database = database;
        this.plugins = plugins;
        this.dataSets = dataSets;
        this.pool = pool;
    }

    /**
     * What was done.
     *
     * @param tried how many pairs of a match's examples and another defender
     * @param known how many were recorded before
     * @param obstacles a sentence for each pair that could not be tried here
     */
    public record Report(int tried, int known, List<String> obstacles) {
        /** Copies the list. */
        public Report {
            obstacles = List.copyOf(obstacles);
        }
    }

    /**
     * Tries all that is not recorded yet.
     *
     * @param view the tournament
     * @throws InvalidInputException when it is still played, or was played in verdict mode
     */
    public Report run(TournamentView view, CheckListener listener) throws InterruptedException {
        if (view.plan().scheduled().mode() == Mode.VERDICT) {
            throw new InvalidInputException(Mode.NOT_COMPARED);
        }
        if (!over(view)) {
            throw new InvalidInputException("The tournament '" + view.summary().name()
                    + "' has cells that are not over: play them first, with `./gauntlet resume`.");
        }
        return new Attempt(view, listener).run((defender, match) -> true);
    }

    /**
     * Tries on each defender that came after the first round what was stored before, and no more. It does nothing where a
     * tournament has one round or is not over.
     *
     * @param view the tournament
     */
    public Report replay(TournamentView view, CheckListener listener) throws InterruptedException {
        if (view.plan().game().count() == 1 || !over(view)) {
            return new Report(0, 0, List.of());
        }
        Debuts debuts = Debuts.of(database, view.summary().id());
        return new Attempt(view, listener)
                .run((defender, match) -> debuts.faces(
                        defender, match.plan().attacker().label(), match.plan().defender()));
    }

    private static boolean over(TournamentView view) {
        return view.scoreboards().stream()
                .flatMap(board -> board.cells().stream())
                .noneMatch(cell -> cell.state() == CellState.NOT_PLAYED || cell.state() == CellState.PARTLY_PLAYED);
    }

    /** A tournament's matches that count, each with its last verdict. */
    static Collection<PlayedMatch> counting(Database database, TournamentView view) {
        Set<UUID> revoked =
                view.revoked().stream().map(TournamentView.RevokedResult::match).collect(Collectors.toSet());
        UUID id = view.summary().id();
        Map<UUID, PlayedMatch> last = new LinkedHashMap<>();
        PlayedMatches.read(database.events(), Optional.of(new TournamentArchives(database).streams(id)))
                .found()
                .stream()
                .filter(match -> match.plan().played() == Split.TEST)
                .filter(match -> view.plan()
                        .knownWeak()
                        .guests()
                        .counts(match.plan().attacker().label(), match.plan().defender()))
                .forEach(match -> last.put(match.id(), match));
        last.keySet().removeAll(revoked);
        return last.values();
    }

    /** What is recorded of a tournament. */
    static List<ExamplesCrossed> recorded(Database database, UUID tournament) {
        return database.events().readStream(Ids.cross(tournament)).stream()
                .map(Recording::read)
                .filter(ExamplesCrossed.class::isInstance)
                .map(ExamplesCrossed.class::cast)
                .toList();
    }

    /** Who judges what: a match that is played again has other examples, and two defenders may have one model. */
    private record Pair(UUID match, String examples, String defender, String model) {}

    /** One run. */
    private final class Attempt implements ModelWork.Task {
        private final UUID id;
        private final CheckListener listener;
        private final Collection<PlayedMatch> matches;
        private final Set<Pair> known = new HashSet<>();
        private final List<String> obstacles = new ArrayList<>();
        private int all;
        private int over;
        private int tried;

        Attempt(TournamentView view, CheckListener listener) {
            this.id = view.summary().id();
            this.listener = listener;
            this.matches = counting(database, view);
            recorded(database, id)
                    .forEach(crossed -> known.add(
                            new Pair(crossed.match(), crossed.examples(), crossed.defender(), crossed.model())));
        }

        /** @param wanted whether a defender, by its label, is to face a match's examples */
        Report run(BiPredicate<String, PlayedMatch> wanted) throws InterruptedException {
            Map<String, ModelWork.Opponent> defenders = new LinkedHashMap<>();
            matches.forEach(match -> defenders.put(match.plan().defender(), ModelWork.Opponent.of(match)));
            Map<ModelWork.Opponent, List<PlayedMatch>> work = new HashMap<>();
            int before = 0;
            for (ModelWork.Opponent defender : defenders.values()) {
                for (PlayedMatch match : matches) {
                    if (match.plan().defender().equals(defender.label()) || !wanted.test(defender.label(), match)) {
                        continue;
                    }
                    if (known.contains(
                            new Pair(match.id(), match.verdict().examples(), defender.label(), defender.model()))) {
                        before++;
                    } else {
                        work.computeIfAbsent(defender, key -> new ArrayList<>()).add(match);
                        all++;
                    }
                }
            }
            new ModelWork(database, new Rebuilding(plugins), dataSets, pool).run("Trying examples", work, this);
            return new Report(tried, before, obstacles);
        }

        @Override
        public void take(ModelWork.Opponent defender, PlayedMatch match, Model model, Examples test) {
            try {
                ExamplesCrossed crossed = cross(defender, match, model, test);
                String stream = Ids.cross(id);
                UUID event = Ids.of(
                        stream,
                        EventCodec.type(crossed),
                        crossed.match().toString(),
                        crossed.examples(),
                        crossed.defender(),
                        crossed.model());
                database.events()
                        .commit(Commit.of(new Append(stream, ExpectedVersion.any(), Recording.of(event, crossed))));
                over(match, true);
            } catch (ArtifactDropped e) {
                skip(defender, match, "the examples were dropped by policy.");
            } catch (StoreUnavailable e) {
                throw e;
            } catch (RuntimeException e) {
                skip(defender, match, MatchCheck.reason(e));
            }
        }

        private ExamplesCrossed cross(ModelWork.Opponent defender, PlayedMatch match, Model model, Examples test) {
            StoredExamples stored = StoredExamples.read(match, database.artifacts(), test);
            MatchPlanned plan = match.plan();
            Referee referee = new Referee(model, plan.threatModel(), Seed.parse(plan.refereeSeed()), List.of());
            Referee.Clean clean = referee.clean(stored.samples(), stored.originals());
            int[] goal = referee.goals(stored.samples(), stored.label(), clean);
            Outcomes outcomes =
                    stored.judge(referee, goal, clean, stored.examples().clone());
            List<Double> lost = new ArrayList<>();
            for (int i = 0; i < outcomes.size(); i++) {
                // The decimal of the float: short, and read back as it is.
                lost.add(Double.valueOf(Float.toString(outcomes.reported(i))));
            }
            return new ExamplesCrossed(
                    match.id(), match.verdict().examples(), defender.label(), defender.model(), lost);
        }

        @Override
        public synchronized void skip(ModelWork.Opponent defender, PlayedMatch match, String why) {
            obstacles.add(match.words() + " was not tried on " + defender.label() + ": " + why);
            over(match, false);
        }

        private synchronized void over(PlayedMatch match, boolean done) {
            tried += done ? 1 : 0;
            listener.matches(
                    ++over,
                    all,
                    match.plan().attacker().label() + " against " + match.plan().defender());
        }
    }
}
