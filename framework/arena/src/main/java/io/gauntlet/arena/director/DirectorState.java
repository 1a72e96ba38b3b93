package io.gauntlet.arena.director;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Event.MatchEntry;
import io.gauntlet.arena.event.Event.ModelEntry;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Player;

/** What the director must remember: a fold over the record. Of finished tournaments hardly anything is kept. Not thread-safe. */
public final class DirectorState {
    /** A training as far as it is known. */
    static final class Training {
        @Nullable
        String model;

        @Nullable
        String failure;

        int failures;
        boolean planned;

        /** The tournament that plans it: the first that needed it while its base, if it has one, was ready. */
        @Nullable
        UUID plannedBy;
    }

    /** A tournament in progress. */
    static final class Tournament {
        final UUID id;
        final Map<UUID, MatchEntry> open = new LinkedHashMap<>();
        Event.TournamentPlanned plan;
        List<ModelEntry> models = List.of();

        /** Those of its models and of what they are put around. */
        List<Layout.Needed> trainings;

        int round;

        /** How often a round was started: more often than there are rounds when matches are played again. */
        int starts;

        /** Players that took the place of planned ones, in the order in which they did. */
        final List<Player> replaced = new ArrayList<>();

        final Succession succession;
        final Lineage lineage;

        /** Whether matches of a completed tournament are played again: then no round follows. */
        boolean again;

        Tournament(UUID id, Event.TournamentPlanned plan, Lineage lineage) {
            this.id = id;
            this.plan = plan;
            this.trainings = Layout.trainings(plan);
            this.succession = new Succession(plan);
            this.lineage = lineage;
        }

        boolean needs(UUID training) {
            return trainings.stream().anyMatch(needed -> needed.id().equals(training));
        }

        /** Tells apart what is said once for each start of a round; the first ones need no sign. */
        String again() {
            return starts > 1 ? "#" + starts : "";
        }

        void begin(Event.RoundStarted started) {
            starts++;
            round = started.round();
            plan = plan.with(started.players());
            replaced.addAll(started.players());
            Map<String, ModelEntry> byLabel = new LinkedHashMap<>();
            models.forEach(model -> byLabel.put(model.label(), model));
            started.models().forEach(model -> byLabel.put(model.label(), model));
            models = List.copyOf(byLabel.values());
            trainings = Layout.trainings(plan, models);
            started.material().forEach(lineage::ask);
            started.all().forEach(match -> {
                open.put(match.match(), match);
                if (plan.game().warmStarts()) {
                    lineage.begin(match, round);
                }
                succession.forget(match);
            });
        }
    }

    /** What is kept of a tournament that is completed: results may be revoked and its matches played again. */
    private record Completed(int starts, List<Player> replaced, Lineage lineage) {}

    private final Function<UUID, Event.TournamentPlanned> plans;
    private final Map<UUID, Completed> completed = new HashMap<>();
    private final Map<UUID, Training> trainings = new LinkedHashMap<>();
    private final Map<UUID, Tournament> tournaments = new LinkedHashMap<>();
    private final Map<UUID, UUID> tournamentOfMatch = new LinkedHashMap<>();

    /** @param plans reads the plan of a tournament that was completed, and now begins again, from the record */
    public DirectorState(Function<UUID, Event.TournamentPlanned> plans) {
        this.plans = plans;
    }

    /** Takes in the next event of the record, in order of position. */
    public void apply(String stream, Event event) {
        lastClosed = null;
        lastOver = null;
        switch (Ids.category(stream)) {
            case "tournament" -> applyTournament(Ids.id(stream), event);
            case "training" -> applyTraining(Ids.id(stream), event);
            case "match" -> applyMatch(Ids.id(stream), event);
            default -> {
                // Registrations decide nothing.
            }
        }
    }

    private void applyTournament(UUID id, Event event) {
        if (event instanceof Event.TournamentPlanned plan) {
            Tournament tournament = new Tournament(id, plan, new Lineage(plan));
            tournaments.put(id, tournament);
            ask(tournament);
        }
        if (event instanceof Event.RoundStarted) {
            recall(id);
        }
        Tournament tournament = tournaments.get(id);
        if (tournament == null) {
            return;
        }
        if (event instanceof Event.RoundStarted round) {
            tournament.begin(round);
            round.all().forEach(match -> tournamentOfMatch.put(match.match(), id));
            if (tournament.starts > 1) {
                // The first start follows from the plan, which asked.
                ask(tournament);
            }
        } else if (event instanceof Event.PlayerAdapted adapted) {
            tournament.lineage.adapted(adapted);
        } else if (event instanceof Event.MatchSkipped skipped) {
            applyMatch(skipped.match(), event);
        } else if (event instanceof Event.TournamentCompleted || event instanceof Event.TournamentCancelled) {
            tournament.open.keySet().forEach(tournamentOfMatch::remove);
            tournaments.remove(id);
            if (event instanceof Event.TournamentCompleted) {
                completed.put(
                        id, new Completed(tournament.starts, List.copyOf(tournament.replaced), tournament.lineage));
            }
        }
    }

    /** A completed tournament begins again where it ended. */
    private void recall(UUID id) {
        Completed before = completed.remove(id);
        if (before != null) {
            Tournament tournament = new Tournament(id, plans.apply(id).with(before.replaced), before.lineage);
            tournament.starts = before.starts;
            tournament.again = true;
            tournament.replaced.addAll(before.replaced);
            tournaments.put(id, tournament);
        }
    }

    private void ask(Tournament tournament) {
        for (Layout.Needed needed : tournament.trainings) {
            Training training = training(needed.id());
            if (training.model == null) {
                training.failure = null;
            }
            if (ready(needed)) {
                plannedBy(needed, tournament.id);
            }
        }
    }

    /** Whether a training can begin. */
    boolean ready(Layout.Needed needed) {
        UUID base = needed.base();
        return base == null || training(base).model != null;
    }

    private void plannedBy(Layout.Needed needed, UUID tournament) {
        Training training = training(needed.id());
        training.plannedBy = training.plannedBy == null ? tournament : training.plannedBy;
    }

    private void applyTraining(UUID id, Event event) {
        Training training = training(id);
        if (event instanceof Event.TrainingPlanned) {
            training.planned = true;
        } else if (event instanceof Event.ModelTrained trained) {
            training.model = trained.model();
            training.failure = null;
            for (Tournament tournament : tournaments.values()) {
                tournament.trainings.stream()
                        .filter(needed -> id.equals(needed.base()))
                        .forEach(needed -> plannedBy(needed, tournament.id));
            }
        } else if (event instanceof Event.TrainingFailed failed) {
            training.failure = failed.reason();
            training.failures++;
        }
    }

    private void applyMatch(UUID match, Event event) {
        boolean over = event instanceof Event.MatchScored
                || event instanceof Event.MatchForfeited
                || event instanceof Event.MatchSkipped;
        UUID tournament = over ? tournamentOfMatch.remove(match) : null;
        Tournament owner = tournament == null ? null : tournaments.get(tournament);
        if (owner != null) {
            MatchEntry entry = Objects.requireNonNull(owner.open.remove(match));
            lastClosed = owner.open.isEmpty() ? owner : null;
            lastOver = new Over(owner, entry);
            if (event instanceof Event.MatchScored verdict) {
                owner.lineage.take(entry, verdict);
            }
            if (event instanceof Event.MatchScored scored && scored.taken() != null) {
                owner.succession.took(entry, scored.taken());
            }
        }
    }

    private @Nullable Tournament lastClosed;
    private @Nullable Over lastOver;

    /** A match that is over, and its tournament. */
    record Over(Tournament tournament, MatchEntry match) {}

    /** The match that the last event ended, if it did. */
    Optional<Over> justOver() {
        return Optional.ofNullable(lastOver);
    }

    /** Whether something may still be recorded in a stream: its tournament, or that of its match, is not over. */
    public boolean awaits(String stream) {
        UUID id = Ids.id(stream);
        return tournaments.containsKey(id) || tournamentOfMatch.containsKey(id);
    }

    /** The tournament whose last open match the last event ended, if it did. */
    Optional<Tournament> justEmptied() {
        return Optional.ofNullable(lastClosed);
    }

    Training training(UUID id) {
        return trainings.computeIfAbsent(id, key -> new Training());
    }

    Optional<Tournament> tournament(UUID id) {
        return Optional.ofNullable(tournaments.get(id));
    }

    /** The tournaments in progress that wait for a training. */
    Set<Tournament> waitingFor(UUID training) {
        Set<Tournament> waiting = new LinkedHashSet<>();
        for (Tournament tournament : tournaments.values()) {
            if (tournament.needs(training)) {
                waiting.add(tournament);
            }
        }
        return waiting;
    }

    /** The tournaments that are neither completed nor cancelled. */
    public Set<UUID> unfinished() {
        return Set.copyOf(tournaments.keySet());
    }
}
