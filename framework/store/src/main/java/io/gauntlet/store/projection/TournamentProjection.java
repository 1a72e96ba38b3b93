package io.gauntlet.store.projection;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import io.gauntlet.arena.catalog.Dependency;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Event.TournamentPlanned;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Player;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.store.ArtifactStore;
import io.gauntlet.store.RecordedEvent;

/** Keeps the tables of tournaments, trainings, matches and sample outcomes (migration V002). */
public final class TournamentProjection implements Projection {
    /** The match as it is played for the last time. */
    static final String CURRENT = " where id = ? and superseded = 0";

    private final ArtifactStore artifacts;

    /** Reads outcomes from {@code artifacts}. */
    public TournamentProjection(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    @Override
    public String name() {
        return "tournament";
    }

    @Override
    public int revision() {
        return 10;
    }

    @Override
    public List<String> tables() {
        return List.of(
                "sample_outcome",
                "match_result",
                "tournament_model",
                "standing",
                "tournament",
                "training",
                "revocation");
    }

    @Override
    public void apply(Connection connection, RecordedEvent recorded) throws SQLException {
        VerdictRows verdicts =
                new VerdictRows(connection, (match, verdict, scored) -> OutcomeRows.encode(match, outcomes(scored)));
        Optional<Event> event = read(recorded);
        if (event.isPresent()) {
            TouchedTournaments touched = new TouchedTournaments();
            touched.add(recorded);
            apply(connection, recorded, event.get(), verdicts);
            verdicts.write();
            touched.write(connection);
        }
    }

    @Override
    public Page prepare(List<RecordedEvent> events) {
        Map<RecordedEvent, Event> known = new LinkedHashMap<>();
        events.forEach(recorded -> read(recorded).ifPresent(event -> known.put(recorded, event)));
        Map<Long, byte[]> rows = outcomes(known);
        return connection -> {
            VerdictRows verdicts = new VerdictRows(
                    connection, (match, verdict, scored) -> Objects.requireNonNull(rows.get(verdict.position())));
            TouchedTournaments touched = new TouchedTournaments();
            for (Map.Entry<RecordedEvent, Event> event : known.entrySet()) {
                touched.add(event.getKey());
                apply(connection, event.getKey(), event.getValue(), verdicts);
            }
            verdicts.write();
            touched.write(connection);
        };
    }

    private static Optional<Event> read(RecordedEvent recorded) {
        return EventCodec.knows(recorded.type())
                ? Optional.of(EventCodec.read(recorded.type(), recorded.schema(), recorded.data()))
                : Optional.empty();
    }

    private static void apply(Connection connection, RecordedEvent recorded, Event event, VerdictRows verdicts)
            throws SQLException {
        if (event instanceof Event.MatchScored scored) {
            verdicts.add(recorded, scored);
            return;
        }
        verdicts.writeBefore(recorded);
        Rows rows = new Rows(connection, recorded);
        switch (recorded.category()) {
            case "tournament" -> tournament(rows, recorded, event);
            case "training" -> training(rows, event);
            case "match" -> match(rows, event);
            case "revocation" -> revocation(rows, event);
            default -> {
                // Registrations have no tables here.
            }
        }
    }

    private static void tournament(Rows rows, RecordedEvent recorded, Event event) throws SQLException {
        UUID id = rows.id();
        if (event instanceof Event.TournamentPlanned plan) {
            rows.update(
                    "insert into tournament (id, name, state, plan, planned_position, planned_at, imported)"
                            + " values (?, ?, 'running', ?::json, ?, ?, ?)",
                    id,
                    plan.name(),
                    EventCodec.write(plan),
                    recorded.position(),
                    rows.time(),
                    rows.imported());
        } else if (event instanceof Event.RoundStarted round) {
            roundStarted(rows, id, round);
        } else if (event instanceof Event.MatchSkipped skipped) {
            rows.update(
                    "update match_result set state = 'skipped', reason = ?, spared = ?, position = ?, finished_at = ?"
                            + CURRENT,
                    skipped.reason(),
                    skipped.spared(),
                    recorded.position(),
                    rows.time(),
                    skipped.match());
        } else if (event instanceof Event.TournamentCompleted) {
            rows.update("update tournament set state = 'completed', finished_at = ? where id = ?", rows.time(), id);
            rows.storeStanding(id);
        } else if (event instanceof Event.TournamentCancelled cancelled) {
            rows.update(
                    "update tournament set state = 'cancelled', reason = ?, finished_at = ? where id = ?",
                    cancelled.reason(),
                    rows.time(),
                    id);
        }
    }

    private static void revocation(Rows rows, Event event) throws SQLException {
        if (event instanceof Event.ResultRevoked revoked) {
            rows.update(
                    "insert into revocation (id, scope, target, reason, actor, position, revoked_at, imported)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                    rows.id(),
                    revoked.scope(),
                    revoked.target(),
                    revoked.reason(),
                    revoked.actor(),
                    rows.position(),
                    rows.time(),
                    rows.imported());
        } else if (event instanceof Event.RevocationLifted lifted) {
            rows.update(
                    "update revocation set lifted_position = ?, lifted_at = ?, lifted_reason = ? where id = ?",
                    rows.position(),
                    rows.time(),
                    lifted.reason(),
                    rows.id());
        }
    }

    private static void roundStarted(Rows rows, UUID id, Event.RoundStarted round) throws SQLException {
        boolean later = round.round() > 1;
        long began = startedAgain(rows, id, round) || later ? rows.position() : 0;
        if (later) {
            join(rows, id, round.players());
        }
        for (Event.ModelEntry model : round.models()) {
            rows.update(
                    "insert into tournament_model (tournament, label, training, began) values (?, ?, ?, ?)"
                            + " on conflict (tournament, label, superseded) do nothing",
                    id,
                    model.label(),
                    model.training(),
                    began);
        }
        Map<UUID, Integer> numbers = numbers(rows, id);
        try (PreparedStatement insert = rows.prepare(
                "insert into match_result (id, tournament, number, attacker, defender, threat_model, slice, began, state)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, 'waiting')")) {
            int number =
                    numbers.values().stream().mapToInt(last -> last + 1).max().orElse(0);
            for (Event.MatchEntry match : round.matches()) {
                Rows.bind(
                        insert,
                        match.match(),
                        id,
                        numbers.getOrDefault(match.match(), number++),
                        match.attacker(),
                        match.defender(),
                        match.threatModel(),
                        match.slice(),
                        began);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Players that were not there in the rounds before. */
    private static void join(Rows rows, UUID id, List<Player> players) throws SQLException {
        TournamentPlanned plan = rows.plan(id);
        List<Player> joining =
                players.stream().filter(player -> !plan.has(player)).toList();
        if (!joining.isEmpty()) {
            rows.update("update tournament set plan = ?::json where id = ?", EventCodec.write(plan.with(joining)), id);
        }
    }

    /** Whether the round had started before; then what is played again is kept as it was until now. */
    private static boolean startedAgain(Rows rows, UUID id, Event.RoundStarted round) throws SQLException {
        Object[] matches = round.matches().stream().map(Event.MatchEntry::match).toArray();
        String current = " set superseded = ? where superseded = 0 and ";
        rows.update("update sample_outcome" + current + "match = any(?::uuid[])", rows.position(), matches);
        if (rows.update("update match_result" + current + "id = any(?::uuid[])", rows.position(), matches) == 0) {
            return false;
        }
        for (Event.ModelEntry model : round.models()) {
            rows.update(
                    "update tournament_model" + current + "tournament = ? and label = ? and training <> ?",
                    rows.position(),
                    id,
                    model.label(),
                    model.training());
        }
        rows.update("update tournament set state = 'running', finished_at = null where id = ?", id);
        rows.update("delete from standing where tournament = ?", id);
        return true;
    }

    /** The places that matches have had in the tournament's order. */
    private static Map<UUID, Integer> numbers(Rows rows, UUID id) throws SQLException {
        try (PreparedStatement query =
                rows.prepare("select distinct id, number from match_result where tournament = ?")) {
            Rows.bind(query, id);
            Map<UUID, Integer> numbers = new HashMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    numbers.put(row.getObject(1, UUID.class), row.getInt(2));
                }
            }
            return numbers;
        }
    }

    private static void training(Rows rows, Event event) throws SQLException {
        UUID id = rows.id();
        if (event instanceof Event.TrainingPlanned plan) {
            Event.BaseModel base = plan.base();
            rows.update(
                    "insert into training (id, defense, configuration, architecture, state, planned_at, bases)"
                            + " values (?, ?, ?, ?, 'planned', ?,"
                            + " ?::text[] || coalesce((select bases from training where id = ?), '{}'))",
                    id,
                    plan.defender().plugin(),
                    plan.defender().configuration(),
                    plan.defender().architecture(),
                    rows.time(),
                    base == null ? new Object[0] : new Object[] {base.model()},
                    base == null ? null : base.training());
        } else if (event instanceof Event.TrainingStarted) {
            rows.update("update training set state = 'running', reason = null where id = ?", id);
        } else if (event instanceof Event.ModelTrained trained) {
            rows.update(
                    "update training set state = 'trained', model = ?, clean_accuracy = ?, block = ?,"
                            + " curves = ?::json, reason = null, finished_at = ?,"
                            + " millis = (?::json -> 'millis' ->> 'train')::bigint where id = ?",
                    trained.model(),
                    trained.cleanAccuracy(),
                    trained.block(),
                    EventCodec.tree(Map.of("loss", trained.loss(), "accuracy", trained.accuracy()))
                            .toString(),
                    rows.time(),
                    rows.meta(),
                    id);
        } else if (event instanceof Event.TrainingFailed failed) {
            rows.update(
                    "update training set state = 'failed', reason = ?, finished_at = ? where id = ?",
                    failed.reason(),
                    rows.time(),
                    id);
        }
    }

    private static void match(Rows rows, Event event) throws SQLException {
        UUID id = rows.id();
        if (event instanceof Event.MatchPlanned plan) {
            Object[] dependencies =
                    plan.dependencies().stream().map(Dependency::target).toArray();
            rows.update(
                    "update match_result set state = 'planned', model = ?, spared = ?, dependencies = nullif(?::text[], '{}'),"
                            + " bases = coalesce((select bases from training where training.id = ?), '{}')" + CURRENT,
                    plan.model(),
                    plan.spared(),
                    dependencies,
                    plan.training(),
                    id);
        } else if (event instanceof Event.MatchStarted) {
            rows.update("update match_result set state = 'running'" + CURRENT + " and state = 'planned'", id);
        } else if (event instanceof Event.MatchForfeited forfeited) {
            rows.update(
                    "update match_result set state = 'forfeited', forfeited_by = ?, reason = ?, position = ?,"
                            + " finished_at = ?, meta = ?::json" + CURRENT,
                    forfeited.by(),
                    forfeited.message(),
                    rows.position(),
                    rows.time(),
                    rows.meta(),
                    id);
        }
    }

    /** The rows of all verdicts among these events, by position: a match may be judged again. */
    private Map<Long, byte[]> outcomes(Map<RecordedEvent, Event> events) {
        Map<RecordedEvent, Event.MatchScored> scored = new LinkedHashMap<>();
        events.forEach((recorded, event) -> {
            if (event instanceof Event.MatchScored verdict) {
                scored.put(recorded, verdict);
            }
        });
        Map<String, byte[]> read = artifacts.read(
                scored.values().stream().map(Event.MatchScored::outcomes).toList());
        Map<Long, byte[]> rows = new HashMap<>();
        scored.forEach((recorded, verdict) -> rows.put(
                recorded.position(),
                OutcomeRows.encode(
                        Ids.id(recorded.stream()),
                        decode(verdict, Objects.requireNonNull(read.get(verdict.outcomes()))))));
        return rows;
    }

    private Outcomes outcomes(Event.MatchScored scored) {
        return decode(scored, artifacts.read(scored.outcomes()));
    }

    private static Outcomes decode(Event.MatchScored scored, byte[] json) {
        try {
            return Outcomes.fromJson(json);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The outcomes " + scored.outcomes() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** One event's access to the tables. */
    static final class Rows {
        private final Connection connection;
        private final RecordedEvent event;

        Rows(Connection connection, RecordedEvent event) {
            this.connection = connection;
            this.event = event;
        }

        UUID id() {
            return Ids.id(event.stream());
        }

        long position() {
            return event.position();
        }

        /** Whether it came with an archive. */
        boolean imported() {
            return event.imported();
        }

        TournamentPlanned plan(UUID id) throws SQLException {
            return TournamentQueries.planned(connection, id).plan();
        }

        void storeStanding(UUID id) throws SQLException {
            new ScoreboardReader(connection, id, plan(id)).store(event.position());
        }

        String meta() {
            return event.meta();
        }

        java.time.OffsetDateTime time() {
            return time(event);
        }

        static java.time.OffsetDateTime time(RecordedEvent event) {
            return event.originallyRecordedAt().atOffset(java.time.ZoneOffset.UTC);
        }

        PreparedStatement prepare(String sql) throws SQLException {
            return connection.prepareStatement(sql);
        }

        int update(String sql, Object... values) throws SQLException {
            try (PreparedStatement statement = prepare(sql)) {
                bind(statement, values);
                return statement.executeUpdate();
            }
        }

        static void bind(PreparedStatement statement, Object... values) throws SQLException {
            for (int i = 0; i < values.length; i++) {
                if (values[i] instanceof Object[] several) {
                    statement.setArray(i + 1, statement.getConnection().createArrayOf("text", several));
                } else {
                    statement.setObject(i + 1, values[i]);
                }
            }
        }
    }
}
