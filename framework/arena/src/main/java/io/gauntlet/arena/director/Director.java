package io.gauntlet.arena.director;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.director.Decision.Consequence;
import io.gauntlet.arena.director.Decision.Job;
import io.gauntlet.arena.director.DirectorState.Tournament;
import io.gauntlet.arena.director.DirectorState.Training;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Event.MatchEntry;
import io.gauntlet.arena.event.Event.ModelEntry;
import io.gauntlet.arena.event.Event.TournamentPlanned;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Player;
import io.gauntlet.arena.event.Split;
import io.gauntlet.arena.spec.OnCrash;

/**
 * Leads tournaments: plans trainings, then matches as models become ready, then closes.
 *
 * <p>It is a function of the record alone. Every event it asks for has an id derived from what it says, so that two
 * directors, or one that died between deciding and committing, do no harm. Because events come in one total order, a
 * model that becomes ready between {@code TournamentPlanned} and {@code RoundStarted} is found when the round starts,
 * and one that becomes ready later finds the round: matches are planned exactly once in either case.
 */
public final class Director {
    private static final int TRAINING_PRIORITY = 1_000_000;

    /** Who forfeits when no plug-in failed. */
    private static final String FRAMEWORK = "framework";

    /** The priorities of an attacker's matches: those of the next attacker come after all of them. */
    private static final int BEHIND = 1_000_000;

    private Director() {}

    /**
     * What follows from an event.
     *
     * @param state after {@link DirectorState#apply} of the same event
     * @param position of the event in the record
     */
    public static Decision decide(DirectorState state, String stream, long position, Event event) {
        String category = Ids.category(stream);
        if (event instanceof TournamentPlanned plan) {
            return planned(state, Ids.id(stream), plan);
        }
        if (event instanceof Event.RoundStarted && category.equals("tournament")) {
            return state.tournament(Ids.id(stream))
                    .map(t -> roundStarted(state, t))
                    .orElse(Decision.NOTHING);
        }
        if (event instanceof Event.ModelTrained || event instanceof Event.TrainingFailed) {
            return trainingOver(state, Ids.id(stream));
        }
        boolean matchOver = event instanceof Event.MatchScored
                || event instanceof Event.MatchForfeited
                || event instanceof Event.MatchSkipped;
        return matchOver
                ? state.justOver()
                        .map(over -> matchOver(state, over, event, position))
                        .orElse(Decision.NOTHING)
                : Decision.NOTHING;
    }

    private static Decision matchOver(DirectorState state, DirectorState.Over over, Event event, long position) {
        Tournament tournament = over.tournament();
        MatchEntry match = over.match();
        if (event instanceof Event.MatchForfeited forfeited
                && !forfeited.by().equals(FRAMEWORK)
                && Layout.counts(tournament.plan, match)
                && stops(tournament)) {
            return cancel(
                    tournament,
                    "The " + forfeited.by() + " failed in the match of '" + match.attacker() + "' against '"
                            + match.defender() + "': " + forfeited.message());
        }
        return state.justEmptied()
                .map(emptied -> close(state, emptied, position))
                .orElseGet(() -> followers(state, tournament, match));
    }

    private static boolean stops(Tournament tournament) {
        return tournament.plan.scheduled().onCrash() == OnCrash.STOP;
    }

    private static Decision cancel(Tournament tournament, String why) {
        String cause = why.endsWith(".") ? why.substring(0, why.length() - 1) : why;
        Event cancelled = new Event.TournamentCancelled(cause + ". The spec asks to stop then (on-crash: stop).");
        return new Decision(
                List.of(consequence(Ids.tournament(tournament.id), cancelled, "")),
                List.of(),
                tournament.open.keySet().stream().map(Ids::match).toList());
    }

    /** The matches that waited for one that is over, as far as they wait for no other. */
    private static Decision followers(DirectorState state, Tournament tournament, MatchEntry over) {
        if (!tournament.succession.inTurn()) {
            return Decision.NOTHING;
        }
        List<Consequence> events = new ArrayList<>();
        List<Job> jobs = new ArrayList<>();
        tournament.models.stream()
                .filter(model -> model.label().equals(over.defender()))
                .forEach(model -> settle(
                        state, tournament, model, match -> tournament.succession.precedes(over, match), events, jobs));
        return new Decision(events, jobs);
    }

    private static Decision planned(DirectorState state, UUID id, TournamentPlanned plan) {
        List<Consequence> events = new ArrayList<>();
        List<Job> jobs = new ArrayList<>();
        String stream = Ids.tournament(id);
        List<ModelEntry> models = Layout.models(plan);
        train(state, id, plan, Layout.trainings(plan), events, jobs);
        List<MatchEntry> material = plan.game().count() > 1 ? Layout.material(id, plan, new Lineage(plan)) : List.of();
        events.add(consequence(
                stream, new Event.RoundStarted(1, models, Layout.matches(id, plan), List.of(), material), "1"));
        return new Decision(events, jobs);
    }

    private static void train(
            DirectorState state,
            UUID id,
            TournamentPlanned plan,
            List<Layout.Needed> trainings,
            List<Consequence> events,
            List<Job> jobs) {
        for (Layout.Needed needed : trainings) {
            if (state.ready(needed)) {
                order(state, id, plan, needed, events, jobs);
            }
        }
    }

    /** Has a training done whose base is ready. */
    private static void order(
            DirectorState state,
            UUID tournament,
            TournamentPlanned plan,
            Layout.Needed needed,
            List<Consequence> events,
            List<Job> jobs) {
        Training training = state.training(needed.id());
        if (training.model != null) {
            return;
        }
        String stream = Ids.training(needed.id());
        // Others that need it may give it another limit: one plan, that of who came first, under one id.
        if (!training.planned && tournament.equals(training.plannedBy)) {
            events.add(consequence(stream, trainingPlan(state, plan, needed), ""));
        }
        // A training that failed before gets a new job: its key counts the failures.
        Job job = new Job(Job.TRAINING, stream + "#" + training.failures, stream, TRAINING_PRIORITY);
        if (!jobs.contains(job)) {
            jobs.add(job);
        }
    }

    private static Event.TrainingPlanned trainingPlan(
            DirectorState state, TournamentPlanned plan, Layout.Needed needed) {
        Player defender = needed.defender();
        UUID base = needed.base();
        return new Event.TrainingPlanned(
                Layout.trainingKey(plan, defender),
                defender.labelled(defender.plugin()),
                plan.dataSet(),
                plan.dataSetHash(),
                Layout.trainingSeed(plan, defender).toString(),
                plan.trainingLimitSeconds(),
                base == null ? null : new Event.BaseModel(base, Objects.requireNonNull(state.training(base).model)),
                plan.examined());
    }

    private static Decision roundStarted(DirectorState state, Tournament tournament) {
        List<Consequence> events = new ArrayList<>();
        List<Job> jobs = new ArrayList<>();
        if (tournament.starts > 1) {
            // The first start follows from the plan, which asked for the trainings.
            train(state, tournament.id, tournament.plan, tournament.trainings, events, jobs);
        }
        for (MatchEntry match : tournament.open.values()) {
            Layout.obstacle(tournament.plan, match).ifPresent(reason -> events.add(skip(tournament, match, reason)));
        }
        for (ModelEntry model : tournament.models) {
            settle(state, tournament, model, match -> true, events, jobs);
        }
        return new Decision(events, jobs);
    }

    private static Decision trainingOver(DirectorState state, UUID training) {
        List<Consequence> events = new ArrayList<>();
        List<Job> jobs = new ArrayList<>();
        List<String> cancelled = new ArrayList<>();
        for (Tournament tournament : state.waitingFor(training)) {
            for (Layout.Needed needed : tournament.trainings) {
                if (training.equals(needed.base()) && state.ready(needed)) {
                    order(state, tournament.id, tournament.plan, needed, events, jobs);
                }
            }
            boolean failed = state.training(training).failure != null;
            if (failed && stops(tournament) && counts(tournament, training)) {
                Decision end = cancel(tournament, failure(state, tournament, training));
                events.addAll(end.events());
                cancelled.addAll(end.cancelled());
                continue;
            }
            for (ModelEntry model : tournament.models) {
                boolean own = model.training().equals(training);
                if (own || (failed && needs(tournament, model, training))) {
                    settle(state, tournament, model, match -> true, events, jobs);
                }
            }
        }
        return new Decision(events, jobs, cancelled);
    }

    private static List<Layout.Needed> trainings(Tournament tournament, ModelEntry model) {
        return Layout.trainings(tournament.plan, Layout.player(tournament.plan, Kind.DEFENSE, model.label()));
    }

    private static boolean needs(Tournament tournament, ModelEntry model, UUID training) {
        return trainings(tournament, model).stream()
                .anyMatch(needed -> needed.id().equals(training));
    }

    /** Whether somebody who was named needs a training. */
    private static boolean counts(Tournament tournament, UUID training) {
        List<String> guests = tournament.plan.knownWeak().guests().defenders();
        return tournament.models.stream()
                .anyMatch(model -> !guests.contains(model.label()) && needs(tournament, model, training));
    }

    private static String failure(DirectorState state, Tournament tournament, UUID training) {
        return tournament.models.stream()
                .filter(model -> needs(tournament, model, training))
                .flatMap(model -> failure(state, tournament, model).stream())
                .findFirst()
                .orElse("A training failed");
    }

    /** Why a model cannot be had, in one sentence; empty as long as it may come. */
    private static Optional<String> failure(DirectorState state, Tournament tournament, ModelEntry model) {
        for (Layout.Needed needed : trainings(tournament, model)) {
            String failure = state.training(needed.id()).failure;
            if (failure != null) {
                String own = "'" + model.label() + "'";
                String who = needed.id().equals(model.training())
                        ? own
                        : "'" + needed.defender().plugin() + "', which " + own + " is put around,";
                return Optional.of("The training of " + who + " failed: " + failure);
            }
        }
        return Optional.empty();
    }

    /**
     * Plans the matches of a model that is ready and whose turn it is, skips those of one that failed, waits otherwise.
     *
     * @param some those that are looked at
     */
    private static void settle(
            DirectorState state,
            Tournament tournament,
            ModelEntry model,
            Predicate<MatchEntry> some,
            List<Consequence> events,
            List<Job> jobs) {
        String weights = state.training(model.training()).model;
        Optional<String> failure = failure(state, tournament, model);
        int order = 0;
        for (MatchEntry match : tournament.open.values()) {
            order++;
            if (!match.defender().equals(model.label())
                    || !some.test(match)
                    || Layout.obstacle(tournament.plan, match).isPresent()) {
                continue;
            }
            if (weights == null) {
                failure.ifPresent(reason -> events.add(skip(tournament, match, reason)));
            } else if (!tournament.succession.waits(match, tournament.open.values())) {
                begin(tournament, match, model.training(), weights, order, events, jobs);
            }
        }
    }

    private static void begin(
            Tournament tournament,
            MatchEntry match,
            UUID training,
            String weights,
            int order,
            List<Consequence> events,
            List<Job> jobs) {
        List<Integer> left = tournament.succession.left(match);
        Optional<String> enough = tournament.succession.enough(match);
        if (left.isEmpty() || enough.isPresent()) {
            int spared = Layout.samples(tournament.plan, match).size();
            events.add(consequence(
                    Ids.tournament(tournament.id),
                    new Event.MatchSkipped(
                            match.match(),
                            match.attacker(),
                            match.defender(),
                            match.threatModel(),
                            match.slice(),
                            enough.orElse("The attacks before it left none of its samples."),
                            spared),
                    match.match() + tournament.again()));
            return;
        }
        String stream = Ids.match(match.match());
        String again = tournament.again();
        events.add(consequence(stream, matchPlan(tournament, match, left, training, weights), again));
        // Among the matches that can be played, those of cheap attacks come first.
        int place = Layout.place(tournament.plan, match.attacker());
        jobs.add(new Job(Job.MATCH, stream + again, stream, -(Math.min(order, BEHIND - 1) + BEHIND * (place + 1))));
    }

    private static Event.MatchPlanned matchPlan(
            Tournament tournament, MatchEntry match, List<Integer> left, UUID training, String weights) {
        TournamentPlanned plan = tournament.plan;
        Player attacker = Layout.attacker(plan, match.attacker());
        ThreatModel threatModel = Layout.threatModel(plan, match.threatModel());
        return new Event.MatchPlanned(
                tournament.id,
                tournament.round,
                attacker,
                match.defender(),
                training,
                weights,
                threatModel,
                match.slice(),
                left,
                seed(Layout.attackSeed(plan, attacker, threatModel), match),
                seed(Layout.refereeSeed(plan), match),
                plan.dataSet(),
                plan.dataSetHash(),
                Layout.players(plan, Kind.TRANSFORMATION),
                plan.matchLimitSeconds(),
                Layout.dependencies(plan, match),
                tournament.succession.inTurn()
                        ? (Integer) (Layout.samples(plan, match).size() - left.size())
                        : null,
                match.split(),
                tournament.lineage.warmStarts(plan, match));
    }

    /** Samples of different splits have the same numbers, and must not have the same draws. */
    private static String seed(Seed seed, MatchEntry match) {
        Split split = match.split();
        return (split == null ? seed : seed.derive(split.name())).toString();
    }

    private static Decision close(DirectorState state, Tournament tournament, long position) {
        String stream = Ids.tournament(tournament.id);
        String round = tournament.round + tournament.again();
        List<Consequence> events = new ArrayList<>();
        events.add(consequence(stream, new Event.RoundClosed(tournament.round, position), round));
        boolean last =
                tournament.again || tournament.round >= tournament.plan.game().count();
        NextRound next = last ? null : new NextRound(state, tournament);
        if (next == null || next.changes().isEmpty()) {
            events.add(consequence(stream, new Event.TournamentCompleted(), tournament.again()));
            return new Decision(events, List.of());
        }
        for (Event.PlayerAdapted change : next.changes()) {
            events.add(consequence(stream, change, change.round() + " " + change.label()));
        }
        events.add(consequence(stream, next.start(), Integer.toString(tournament.round + 1)));
        return new Decision(events, List.of());
    }

    private static Consequence skip(Tournament tournament, MatchEntry match, String reason) {
        Event.MatchSkipped skipped = new Event.MatchSkipped(
                match.match(), match.attacker(), match.defender(), match.threatModel(), match.slice(), reason);
        return consequence(Ids.tournament(tournament.id), skipped, match.match() + tournament.again());
    }

    private static Consequence consequence(String stream, Event event, String key) {
        return new Consequence(stream, Ids.of(stream, EventCodec.type(event), key), event);
    }
}
