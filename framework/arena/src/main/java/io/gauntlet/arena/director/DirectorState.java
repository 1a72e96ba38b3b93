package io.gauntlet.arena.director;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Event.MatchEntry;
import io.gauntlet.arena.event.Event.ModelEntry;
import io.gauntlet.arena.event.Ids;

/** What the director must remember: a fold over the record. Finished tournaments are forgotten. Not thread-safe. */
public final class DirectorState {
    /** A training as far as it is known. */
    static final class Training {
        @Nullable
        String model;

        @Nullable
        String failure;

        int failures;
        boolean planned;

        /** The tournament that asked for it first, and so plans it. */
        @Nullable
        UUID askedBy;
    }

    /** A tournament in progress. */
    static final class Tournament {
        final UUID id;
        final Event.TournamentPlanned plan;
        List<ModelEntry> models = List.of();
        final Map<UUID, MatchEntry> open = new LinkedHashMap<>();
        int round;

        Tournament(UUID id, Event.TournamentPlanned plan) {
            this.id = id;
            this.plan = plan;
        }
    }

    private final Map<UUID, Training> trainings = new LinkedHashMap<>();
    private final Map<UUID, Tournament> tournaments = new LinkedHashMap<>();
    private final Map<UUID, UUID> tournamentOfMatch = new LinkedHashMap<>();

    /** Takes in the next event of the record, in order of position. */
    public void apply(String stream, Event event) {
        lastClosed = null;
        switch (Ids.category(stream)) {
            case "tournament" -> applyTournament(Ids.id(stream), event);
            case "training" -> applyTraining(training(Ids.id(stream)), event);
            case "match" -> applyMatch(Ids.id(stream), event);
            default -> {
                // Registrations decide nothing.
            }
        }
    }

    private void applyTournament(UUID id, Event event) {
        if (event instanceof Event.TournamentPlanned plan) {
            Tournament tournament = new Tournament(id, plan);
            tournaments.put(id, tournament);
            for (ModelEntry model : Layout.models(plan)) {
                Training training = training(model.training());
                training.failure = null;
                training.askedBy = training.askedBy == null ? id : training.askedBy;
            }
        }
        Tournament tournament = tournaments.get(id);
        if (tournament == null) {
            return;
        }
        if (event instanceof Event.RoundStarted round) {
            tournament.round = round.round();
            tournament.models = round.models();
            for (MatchEntry match : round.matches()) {
                tournament.open.put(match.match(), match);
                tournamentOfMatch.put(match.match(), id);
            }
        } else if (event instanceof Event.MatchSkipped skipped) {
            applyMatch(skipped.match(), event);
        } else if (event instanceof Event.TournamentCompleted || event instanceof Event.TournamentCancelled) {
            tournament.open.keySet().forEach(tournamentOfMatch::remove);
            tournaments.remove(id);
        }
    }

    private static void applyTraining(Training training, Event event) {
        if (event instanceof Event.TrainingPlanned) {
            training.planned = true;
        } else if (event instanceof Event.ModelTrained trained) {
            training.model = trained.model();
            training.failure = null;
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
            owner.open.remove(match);
            lastClosed = owner.open.isEmpty() ? owner : null;
        }
    }

    private @Nullable Tournament lastClosed;

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
            if (tournament.models.stream().anyMatch(model -> model.training().equals(training))) {
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
