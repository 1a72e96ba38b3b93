package io.gauntlet.store.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.pose.Pose;
import io.gauntlet.arena.event.Event.TournamentPlanned;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.flag.Examination;
import io.gauntlet.store.Database;

/** Reads the tables of {@link TournamentProjection}. Safe for use by several threads. */
public final class TournamentQueries {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SUMMARY = """
            select id, name, state, reason, planned_position, planned_at, finished_at, matches, matches_over
            from tournament t
            """;

    private final Database database;

    /** Reads from this database. */
    public TournamentQueries(Database database) {
        this.database = database;
    }

    /** The newest tournaments planned before a position, newest first. */
    public List<TournamentSummary> list(long beforePosition, int limit) {
        return query(
                SUMMARY + " where t.planned_position < ? order by t.planned_position desc limit ?",
                TournamentQueries::summary,
                beforePosition,
                limit);
    }

    /** The tournaments that an id, the beginning of one or a name means, newest first. */
    public List<TournamentSummary> find(String text) {
        return query(
                SUMMARY
                        + " where t.name = ? or starts_with(t.id::text, lower(?))"
                        + " order by t.planned_position desc",
                TournamentQueries::summary,
                text,
                text);
    }

    /** One tournament without its tables. */
    public Optional<TournamentSummary> summary(UUID id) {
        return query(SUMMARY + " where t.id = ?", TournamentQueries::summary, id).stream()
                .findFirst();
    }

    /** One tournament with its tables. */
    public Optional<TournamentView> view(UUID id) {
        return view(id, AsOf.now());
    }

    /** One tournament with its tables, computed from a part of the record; empty when it was planned later. */
    public Optional<TournamentView> view(UUID id, AsOf asOf) {
        Optional<TournamentSummary> summary = summary(id).filter(found -> found.position() <= asOf.position());
        if (summary.isEmpty()) {
            return Optional.empty();
        }
        return database.read(connection -> {
            Planned planned = planned(connection, id);
            Revocations revocations = Revocations.of(connection, planned.plan, planned.imported, asOf);
            ScoreboardReader.Read read = new ScoreboardReader(connection, id, planned.plan).read(revocations, asOf);
            return Optional.of(new TournamentView(
                    summary.get(), planned.plan, models(id, revocations, asOf), read.scoreboards(), read.revoked()));
        });
    }

    /** What is recorded of a tournament's cells, from a part of the record. There must be such a tournament. */
    public List<RecordedCells> records(UUID id, AsOf asOf) {
        return database.read(connection -> {
            Planned planned = planned(connection, id);
            Revocations revocations = Revocations.of(connection, planned.plan, planned.imported, asOf);
            return new ScoreboardReader(connection, id, planned.plan).records(revocations, asOf);
        });
    }

    /** How long the attackers of a tournament took, by threat model. */
    public List<AttackTime> attackTimes(UUID id, AsOf asOf) {
        return query(
                """
                select threat_model, attacker,
                       sum(coalesce((meta -> 'millis' ->> 'attack')::bigint, 0)
                         + coalesce((meta -> 'millis' ->> 'fit')::bigint, 0))::bigint
                from match_result m
                where tournament = ? and state = 'scored' and position <= ? and\s""" + AsOf.PLAYED + " group by threat_model, attacker order by min(number)",
                row -> new AttackTime(row.getString(1), row.getString(2), row.getLong(3)),
                id,
                asOf.position(),
                asOf.position(),
                asOf.position());
    }

    /**
     * Which part of the record the tables of a tournament come from: while it is the same, they are the same.
     *
     * @param changed position of the last event that changed the tournament, its models or its matches
     * @param revoked position of the last revocation, or the last time that one was lifted
     */
    public record Version(long changed, long revoked) {}

    /** The present version of a tournament's tables, cheap to ask for; empty when there is no such tournament. */
    public Optional<Version> version(UUID id) {
        return query(
                        "select changed, (select coalesce(max(greatest(position, lifted_position)), 0) from revocation)"
                                + " from tournament where id = ?",
                        row -> new Version(row.getLong(1), row.getLong(2)),
                        id)
                .stream()
                .findFirst();
    }

    /** All revocations, the oldest first. */
    public List<RevocationView> revocations() {
        return database.read(Revocations::all);
    }

    /** A tournament's plan, and whether it came with an archive. */
    record Planned(TournamentPlanned plan, boolean imported) {}

    static Planned planned(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select plan, imported from tournament where id = ?")) {
            query.setObject(1, id);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("There is no tournament " + id + ".");
                }
                TournamentPlanned plan = (TournamentPlanned)
                        EventCodec.read("TournamentPlanned", EventCodec.schema("TournamentPlanned"), row.getString(1));
                return new Planned(plan, row.getBoolean(2));
            }
        }
    }

    private List<TournamentView.ModelView> models(UUID tournament, Revocations revocations, AsOf asOf) {
        return query(
                """
                select m.label, m.training, coalesce(t.state, 'waiting'), t.model, t.clean_accuracy, t.curves, t.reason,
                       t.millis, coalesce(t.bases, '{}'),
                       (select e.data -> 'examination' from event e where e.stream = 'training-' || m.training
                        and e.type = 'ModelTrained' order by e.position desc limit 1)
                from tournament_model m left join training t on t.id = m.training
                where m.tournament = ? and\s""" + AsOf.PLAYED + " order by m.label",
                row -> new TournamentView.ModelView(
                        row.getString(1),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getString(4),
                        row.getObject(5, Double.class),
                        json(row.getString(6)),
                        row.getString(7),
                        row.getObject(8, Long.class),
                        List.of((String[]) row.getArray(9).getArray()),
                        PlayReader.read(row.getString(10), Examination.class),
                        revocations
                                .mark(row.getString(1))
                                .map(by -> "trained against " + by.target() + ", which is revoked: " + by.reason())
                                .orElse(null)),
                tournament,
                asOf.position(),
                asOf.position());
    }

    /** All matches of a tournament in the order of the plan. */
    public List<MatchView> matches(UUID tournament) {
        return matches(tournament, AsOf.now());
    }

    /**
     * All matches of a tournament in the order of the plan, each as it was played last by then; what it came to later is
     * not left out.
     */
    public List<MatchView> matches(UUID tournament, AsOf asOf) {
        return query(
                MATCH + " where tournament = ? and " + AsOf.PLAYED + " order by number",
                TournamentQueries::match,
                tournament,
                asOf.position(),
                asOf.position());
    }

    /**
     * What the matches of a page have in common.
     *
     * @param attacker label; null for all
     * @param defender label; null for all
     * @param threatModel its id; null for all
     */
    public record MatchFilter(
            @Nullable String attacker,
            @Nullable String defender,
            @Nullable String threatModel) {}

    /**
     * Matches of a tournament as they were played last, in the order of the plan.
     *
     * @param from the first match's number, from 0
     * @return the matches by their numbers
     */
    public NavigableMap<Integer, MatchView> matches(UUID tournament, MatchFilter filter, int from, int limit) {
        StringBuilder sql = new StringBuilder(MATCH + " where tournament = ? and superseded = 0 and number >= ?");
        List<Object> values = new ArrayList<>(List.of(tournament, from));
        Map<String, Optional<String>> labels = new LinkedHashMap<>();
        labels.put("attacker", Optional.ofNullable(filter.attacker));
        labels.put("defender", Optional.ofNullable(filter.defender));
        labels.put("threat_model", Optional.ofNullable(filter.threatModel));
        labels.forEach((column, label) -> label.ifPresent(value -> {
            sql.append(" and ").append(column).append(" = ?");
            values.add(value);
        }));
        values.add(limit);
        NavigableMap<Integer, MatchView> matches = new TreeMap<>();
        query(
                sql.append(" order by number limit ?").toString(),
                row -> matches.put(row.getInt("number"), match(row)),
                values.toArray());
        return matches;
    }

    /** One match, as it was played last. */
    public Optional<MatchView> match(UUID id) {
        return query(MATCH + TournamentProjection.CURRENT, TournamentQueries::match, id).stream()
                .findFirst();
    }

    private static final String MATCH = """
            select id, attacker, defender, threat_model, slice, state, forfeited_by, reason, model, examples, outcomes,
                   samples, queries, gradients, position, finished_at, meta,
                   (select e.data -> 'fitting' from event e where e.position = m.position and e.type = 'MatchScored'),
                   spared, number
            from match_result m
            """;

    /** The verdicts of a cell's samples from a sample on, in order of sample. */
    public List<MatchView.SampleView> samples(
            UUID tournament, String attacker, String defender, String threatModel, int fromSample, int limit) {
        return query("""
                select * from (
                    select s.*, row_number() over (partition by s.match order by s.sample) - 1 as row
                    from match_result m join sample_outcome s on s.match = m.id and s.superseded = m.superseded
                    where m.superseded = 0 and m.tournament = ? and m.attacker = ? and m.defender = ? and m.threat_model = ?) q
                where sample >= ? order by sample limit ?""", TournamentQueries::sample, tournament, attacker, defender, threatModel, fromSample, limit);
    }

    private static TournamentSummary summary(ResultSet row) throws SQLException {
        return new TournamentSummary(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                instant(row, 7),
                row.getInt(8),
                row.getInt(9));
    }

    private static MatchView match(ResultSet row) throws SQLException {
        return new MatchView(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getObject(12, Integer.class),
                row.getObject(13, Long.class),
                row.getObject(14, Long.class),
                row.getObject(15, Long.class),
                instant(row, 16),
                json(row.getString(17)),
                json(row.getString(18)),
                row.getObject(19, Integer.class));
    }

    private static MatchView.SampleView sample(ResultSet row) throws SQLException {
        Float pose = row.getObject("pose", Float.class);
        return new MatchView.SampleView(
                row.getObject("match", UUID.class),
                row.getInt("row"),
                row.getInt("sample"),
                row.getInt("label"),
                row.getInt("clean_label"),
                row.getInt("goal"),
                row.getInt("adversarial_label"),
                row.getFloat("wrong"),
                row.getFloat("margin"),
                row.getFloat("linf"),
                row.getFloat("l2"),
                row.getFloat("l1"),
                row.getFloat("l0"),
                row.getLong("queries"),
                row.getLong("gradients"),
                row.getLong("first_success"),
                ScoreboardReader.shares(row.getString("survives")),
                pose,
                pose == null
                        ? null
                        : new Pose(
                                row.getDouble("degrees"), row.getDouble("shift_right"), row.getDouble("shift_down")));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable JsonNode json(@Nullable String text) throws SQLException {
        try {
            return text == null ? null : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SQLException("A projection holds damaged JSON: " + e.getOriginalMessage(), e);
        }
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, RowReader<T> reader, Object... values) {
        return database.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                List<T> result = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        result.add(reader.read(rows));
                    }
                }
                return result;
            }
        });
    }
}
