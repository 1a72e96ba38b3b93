package io.gauntlet.runtime;

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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Dependency;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.director.Replays;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Event.MatchEntry;
import io.gauntlet.arena.event.Event.RoundStarted;
import io.gauntlet.arena.event.Event.TournamentPlanned;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Player;
import io.gauntlet.runtime.work.RecordedPlugins;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.store.Append;
import io.gauntlet.store.Commit;
import io.gauntlet.store.Database;
import io.gauntlet.store.ExpectedVersion;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.VersionConflict;
import io.gauntlet.store.projection.Corrections.Scope;
import io.gauntlet.store.projection.RevocationView;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentView;
import io.gauntlet.store.projection.TournamentView.RevokedResult;

/**
 * Asks for the matches of a completed tournament whose results were revoked to be played again: with the attack that is
 * installed today, and where a defender or its model was revoked, with a model that today's defense learns. What would
 * fall to the same revocation again is not played.
 */
final class Replaying {
    private final Database database;
    private final Catalog catalog;
    private final Roster roster;

    Replaying(Database database, Catalog catalog) {
        this.database = database;
        this.catalog = catalog;
        this.roster = new Roster(catalog);
    }

    /** The tournament as the record has it. */
    private record Past(TournamentPlanned plan, int round, int starts, long version, Map<UUID, MatchEntry> matches) {}

    /**
     * Appends the event that starts the round again with what can be played.
     *
     * @throws io.gauntlet.arena.InvalidInputException when a plug-in is no longer installed or refuses its parameters
     */
    Replay replay(UUID id) {
        List<RecordedEvent> history = database.events().readStream(Ids.tournament(id));
        if (history.isEmpty() || !history.get(history.size() - 1).type().equals("TournamentCompleted")) {
            return Replay.NOTHING;
        }
        TournamentView view = new TournamentQueries(database).view(id).orElse(null);
        if (view == null || view.revoked().isEmpty()) {
            return Replay.NOTHING;
        }
        try {
            return new Again(past(history), view).commit(id);
        } catch (VersionConflict e) {
            // Another process asked for it at the same time.
            return Replay.NOTHING;
        }
    }

    private static Past past(List<RecordedEvent> history) {
        TournamentPlanned plan = null;
        int round = 1;
        int starts = 0;
        Map<UUID, MatchEntry> matches = new LinkedHashMap<>();
        for (RecordedEvent recorded : history) {
            Event event = Recording.read(recorded);
            if (event instanceof TournamentPlanned planned) {
                plan = planned;
            } else if (event instanceof RoundStarted started && plan != null) {
                plan = plan.with(started.players());
                round = started.round();
                starts++;
                started.matches().forEach(match -> matches.put(match.match(), match));
            }
        }
        return new Past(
                Objects.requireNonNull(plan),
                round,
                starts,
                history.get(history.size() - 1).version(),
                matches);
    }

    /** One attempt, from what was read. */
    private final class Again {
        private final Past past;
        private final TournamentView view;
        private final List<RevocationView> inForce;
        private final Map<String, Player> players = new HashMap<>();
        private final Set<String> obstacles = new LinkedHashSet<>();

        Again(Past past, TournamentView view) {
            this.past = past;
            this.view = view;
            Set<UUID> named =
                    view.revoked().stream().map(RevokedResult::revocation).collect(Collectors.toSet());
            this.inForce = new TournamentQueries(database)
                    .revocations().stream()
                            .filter(one ->
                                    one.liftedPosition() == null && (!one.imported() || named.contains(one.id())))
                            .toList();
        }

        Replay commit(UUID id) {
            List<MatchEntry> matches = new ArrayList<>();
            for (RevokedResult result : view.revoked()) {
                List<String> found = obstacles(result);
                obstacles.addAll(found);
                if (found.isEmpty()) {
                    matches.add(Objects.requireNonNull(past.matches.get(result.match())));
                }
            }
            withSuccession(matches);
            List<String> changes = new ArrayList<>();
            if (!matches.isEmpty()) {
                List<Player> replaced = replaced(matches);
                replaced.forEach(player -> change(player).ifPresent(changes::add));
                RoundStarted again = Replays.again(past.plan, past.round, replaced, matches);
                String stream = Ids.tournament(id);
                String key = past.round + "#" + (past.starts + 1);
                List<Append> appends = new ArrayList<>(roster.registrations(replaced));
                appends.add(new Append(
                        stream,
                        ExpectedVersion.exactly(past.version),
                        Recording.of(Ids.of(stream, EventCodec.type(again), key), again)));
                database.events().commit(new Commit(appends, List.of(), Optional.empty()));
            }
            return new Replay(matches.size(), List.copyOf(obstacles), changes);
        }

        /** What is another version of a player's own plug-in; its parameters are those of then, completed by today's defaults. */
        private Optional<String> change(Player player) {
            Player before = planned(player.kind(), player.label());
            if (before.jar().equals(player.jar())) {
                return Optional.empty();
            }
            Dependency then = new Dependency(before.kind(), before.plugin(), before.version(), before.jar());
            return Optional.of("The " + player.kind().noun() + " '" + player.label() + "' plays as it is today ("
                    + new RecordedPlugins(database.events())
                            .since(then, catalog.find(player.kind(), player.plugin()))
                            .words()
                    + "), with the parameters of then and today's defaults.");
        }

        /**
         * In verdict mode, and where cells stop early, what a match is given follows from those before it: all against the same defender are played
         * again, but for those whose results would be revoked again.
         */
        private void withSuccession(List<MatchEntry> matches) {
            if (!past.plan.scheduled().rules().whole() || past.plan.scheduled().earlyStop() != null) {
                Set<UUID> revoked =
                        view.revoked().stream().map(RevokedResult::match).collect(Collectors.toSet());
                past.matches.values().stream()
                        .filter(match -> !revoked.contains(match.match())
                                && matches.stream()
                                        .anyMatch(again -> again.defender().equals(match.defender())
                                                && again.threatModel().equals(match.threatModel())))
                        .toList()
                        .forEach(matches::add);
            }
        }

        /** Those among the players of these matches that are not as they were. */
        private List<Player> replaced(List<MatchEntry> matches) {
            return matches.stream()
                    .flatMap(match ->
                            Stream.of(today(Kind.ATTACK, match.attacker()), today(Kind.DEFENSE, match.defender())))
                    .distinct()
                    .filter(player -> !past.plan.players().contains(player))
                    .toList();
        }

        /** Why a match would not have a result that counts; empty when it can be played. */
        private List<String> obstacles(RevokedResult result) {
            Player before = planned(Kind.DEFENSE, result.defender());
            Player defender = today(Kind.DEFENSE, result.defender());
            boolean sameModel = before.configuration().equals(defender.configuration())
                    && jars(before).equals(jars(defender));
            if (before.innermost().adapted() != null && defenderIsRevoked(before)) {
                return List.of("The defender '" + before.label() + "' learned from what beat one before it, and what it"
                        + " learned is revoked: play the tournament anew, or lift the revocation.");
            }
            if (defender.equals(before)) {
                List<String> changed =
                        changed(before.layers(), installed(before).layers());
                if (!changed.isEmpty()) {
                    return List.of("The defense '" + changed.get(0) + "' has changed since the model of '"
                            + before.label()
                            + "' was trained: restore its jars, or revoke the model to train another.");
                }
            }
            Set<String> dependencies = Stream.concat(
                            Stream.of(defender, today(Kind.ATTACK, result.attacker())),
                            past.plan.players().stream().filter(one -> one.kind() == Kind.TRANSFORMATION))
                    .flatMap(player -> player.all().stream())
                    .map(Dependency::target)
                    .collect(Collectors.toSet());
            return inForce.stream()
                    .flatMap(one ->
                            obstacle(one, dependencies, sameModel ? models(result.defender()) : List.of()).stream())
                    .toList();
        }

        private Optional<String> obstacle(RevocationView one, Set<String> dependencies, List<String> models) {
            if (one.scope().equals(Scope.PLUGIN_VERSION.id()) && dependencies.contains(one.target())) {
                return Optional.of("What is installed is still " + one.target() + ", which is revoked (" + one.reason()
                        + "): install a corrected one under another version, or lift the revocation.");
            }
            if (one.scope().equals(Scope.MODEL.id()) && models.contains(one.target())) {
                return Optional.of("The model " + one.target().substring(0, 12) + " is revoked (" + one.reason()
                        + ") and would be learned again as it is: install a corrected defense under another version, or"
                        + " lift the revocation.");
            }
            return Optional.empty();
        }

        private static List<String> jars(Player player) {
            return player.layers().stream().map(Player::jar).toList();
        }

        /** The plug-ins of those layers whose jars are not what they were, the innermost first. */
        private static List<String> changed(List<Player> before, List<Player> now) {
            return IntStream.range(0, before.size())
                    .filter(i -> !before.get(i).jar().equals(now.get(i).jar()))
                    .mapToObj(i -> before.get(i).plugin())
                    .toList();
        }

        /** A defender's model and those that it is put around, if it was trained. */
        private List<String> models(String defender) {
            return view.models().stream()
                    .filter(one -> one.label().equals(defender) && one.model() != null)
                    .flatMap(one -> Stream.concat(Stream.of(Objects.requireNonNull(one.model())), one.bases().stream()))
                    .toList();
        }

        private Player planned(Kind kind, String label) {
            return past.plan.players().stream()
                    .filter(player -> player.kind() == kind && player.label().equals(label))
                    .findFirst()
                    .orElseThrow();
        }

        private Player installed(Player before) {
            return players.computeIfAbsent(before.kind().id() + " " + before.label(), key -> roster.today(before));
        }

        /** An attack plays as it is today; a defender keeps its model, unless that may not count. */
        private Player today(Kind kind, String label) {
            Player before = planned(kind, label);
            return kind == Kind.ATTACK || defenderIsRevoked(before) ? installed(before) : before;
        }

        private boolean defenderIsRevoked(Player before) {
            Set<String> own = before.all().stream().map(Dependency::target).collect(Collectors.toSet());
            List<String> models = models(before.label());
            // Records of before players named what they are made of do not tell the architecture's version.
            String architecture = Kind.ARCHITECTURE.id() + "/" + before.architecture() + "@";
            return inForce.stream()
                    .anyMatch(one -> models.contains(one.target())
                            || own.contains(one.target())
                            || one.target().startsWith(architecture));
        }
    }
}
