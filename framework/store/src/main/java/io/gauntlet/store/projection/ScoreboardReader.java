package io.gauntlet.store.projection;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.event.Event.TournamentPlanned;
import io.gauntlet.arena.flag.Circumstances;
import io.gauntlet.arena.scoring.CellRecord;
import io.gauntlet.arena.scoring.CellRecord.Detection;
import io.gauntlet.arena.scoring.CellRecord.Verdict;
import io.gauntlet.arena.scoring.Scoreboard;

/** Computes the tables of a tournament from the outcomes of its matches, or takes them as they were computed at its end. */
final class ScoreboardReader {
    private static final int FETCHED_ROWS = 10_000;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final Connection connection;
    private final UUID tournament;
    private final TournamentPlanned plan;

    ScoreboardReader(Connection connection, UUID tournament, TournamentPlanned plan) {
        this.connection = connection;
        this.tournament = tournament;
        this.plan = plan;
    }

    private record Match(
            UUID id,
            String attacker,
            String defender,
            String threatModel,
            int slice,
            String state,
            @Nullable String forfeitedBy,
            @Nullable String reason,
            @Nullable Integer spared,
            @Nullable RevocationView revoked) {
        /** Whether it has a verdict on all samples that it was given, be they none. */
        boolean judged() {
            return state.equals("scored") || (state.equals("skipped") && spared != null);
        }

        boolean counts() {
            return revoked == null;
        }
    }

    /** Tables, and which matches' results do not count. */
    record Read(List<Scoreboard> scoreboards, List<TournamentView.RevokedResult> revoked) {}

    /** The tables of what counts. */
    Read read(Revocations revocations, AsOf asOf) throws SQLException {
        if (revocations.none() && asOf.position() == Long.MAX_VALUE) {
            Optional<List<Scoreboard>> stored = stored();
            if (stored.isPresent()) {
                return new Read(stored.get(), List.of());
            }
        }
        List<Match> matches = matches(revocations, asOf);
        List<Scoreboard> boards = new ArrayList<>();
        for (ThreatModel threatModel : plan.threatModels()) {
            boards.add(Scoreboard.of(
                    threatModel,
                    plan.samples().size(),
                    cells(threatModel, matches, asOf),
                    circumstances(threatModel, matches, asOf)));
        }
        List<TournamentView.RevokedResult> revoked = new ArrayList<>();
        for (Match match : matches) {
            RevocationView by = match.revoked;
            if (by != null) {
                revoked.add(new TournamentView.RevokedResult(
                        match.id,
                        match.attacker,
                        match.defender,
                        match.threatModel,
                        match.slice,
                        by.id(),
                        by.reason()));
            }
        }
        return new Read(boards, revoked);
    }

    /** What is recorded of the cells under each threat model, as far as it counts: not of canaries that were added. */
    List<RecordedCells> records(Revocations revocations, AsOf asOf) throws SQLException {
        List<Match> matches = matches(revocations, asOf);
        List<RecordedCells> records = new ArrayList<>();
        for (ThreatModel threatModel : plan.threatModels()) {
            records.add(new RecordedCells(
                    threatModel,
                    Scoreboard.counted(
                            cells(threatModel, matches, asOf), plan.knownWeak().guests())));
        }
        return records;
    }

    /** Keeps the tables of a tournament that is over, as they are without revocations. */
    void store(long position) throws SQLException {
        Read read = read(Revocations.of(connection, plan, false, AsOf.at(0)), AsOf.at(position));
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into standing (tournament, position, scoreboards) values (?, ?, ?::json)
                on conflict (tournament) do update
                set position = excluded.position, scoreboards = excluded.scoreboards""")) {
            upsert.setObject(1, tournament);
            upsert.setLong(2, position);
            upsert.setString(3, JSON.writeValueAsString(read.scoreboards));
            upsert.executeUpdate();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Tables cannot be written as JSON.", e);
        }
    }

    private Optional<List<Scoreboard>> stored() throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select scoreboards from standing where tournament = ?")) {
            query.setObject(1, tournament);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(JSON.readValue(row.getString(1), new TypeReference<>() {}))
                        : Optional.empty();
            }
        } catch (JsonProcessingException e) {
            throw new SQLException("A projection holds damaged JSON: " + e.getOriginalMessage(), e);
        }
    }

    private List<Match> matches(Revocations revocations, AsOf asOf) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select id, attacker, defender, threat_model, slice,
                    case when position <= ? then state else 'waiting' end, forfeited_by, reason, model, began,
                    dependencies, array_remove(model || bases, null), spared
                from match_result m where tournament = ? and\s""" + AsOf.PLAYED + " order by number")) {
            query.setLong(1, asOf.position());
            query.setObject(2, tournament);
            query.setLong(3, asOf.position());
            query.setLong(4, asOf.position());
            List<Match> matches = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    matches.add(match(row, revocations));
                }
            }
            return matches;
        }
    }

    private static Match match(ResultSet row, Revocations revocations) throws SQLException {
        String state = row.getString(6);
        boolean played = state.equals("scored") || state.equals("forfeited");
        UUID id = row.getObject(1, UUID.class);
        RevocationView revoked = played
                ? revocations
                        .of(new Revocations.Result(
                                id,
                                row.getString(2),
                                row.getString(3),
                                Set.copyOf(Arrays.asList(
                                        (String[]) row.getArray(12).getArray())),
                                row.getLong(10),
                                dependencies(row.getArray(11))))
                        .orElse(null)
                : null;
        boolean over = played || state.equals("skipped");
        return new Match(
                id,
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                state,
                over ? row.getString(7) : null,
                over ? row.getString(8) : null,
                over ? row.getObject(13, Integer.class) : null,
                revoked);
    }

    private static Optional<Set<String>> dependencies(@Nullable Array targets) throws SQLException {
        return targets == null ? Optional.empty() : Optional.of(Set.of((String[]) targets.getArray()));
    }

    private record Key(String attacker, String defender) {}

    private List<CellRecord> cells(ThreatModel threatModel, List<Match> matches, AsOf asOf) throws SQLException {
        Map<Key, List<Match>> cells = new LinkedHashMap<>();
        for (Match match : matches) {
            if (match.threatModel.equals(threatModel.id())) {
                cells.computeIfAbsent(new Key(match.attacker, match.defender), key -> new ArrayList<>())
                        .add(match);
            }
        }
        Map<Key, List<Verdict>> verdicts = verdicts(threatModel, matches, asOf);
        List<CellRecord> records = new ArrayList<>();
        cells.forEach((key, own) -> records.add(cell(key, own, verdicts.getOrDefault(key, List.of()))));
        return records;
    }

    private CellRecord cell(Key key, List<Match> matches, List<Verdict> verdicts) {
        boolean whole = plan.scheduled().rules().whole();
        int scored = 0;
        int skipped = 0;
        int spared = 0;
        String forfeitedBy = null;
        String reason = null;
        String revoked = null;
        for (Match match : matches) {
            if (!match.counts()) {
                revoked = "revoked: "
                        + java.util.Objects.requireNonNull(match.revoked).reason();
            } else if (match.judged()) {
                scored++;
                // Elsewhere what is missing is what nobody was given.
                spared += match.spared == null || whole ? 0 : match.spared;
            } else if (match.state.equals("skipped") || match.state.equals("forfeited")) {
                skipped++;
                forfeitedBy = least(forfeitedBy, match.forfeitedBy);
                reason = least(reason, match.reason);
            }
        }
        return new CellRecord(
                key.attacker,
                key.defender,
                matches.size(),
                scored,
                skipped,
                forfeitedBy,
                revoked != null ? revoked : reason,
                verdicts,
                List.of(),
                spared);
    }

    private static @Nullable String least(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }

    private Circumstances circumstances(ThreatModel threatModel, List<Match> matches, AsOf asOf) throws SQLException {
        PlayReader reader = new PlayReader(connection, tournament);
        return new Circumstances(
                plan.knownWeak(),
                reader.plays(threatModel, revoked(matches), asOf),
                reader.examinations(asOf),
                plan.scheduled().rules(),
                threatModel.norm());
    }

    private static UUID[] revoked(List<Match> matches) {
        return matches.stream().filter(match -> !match.counts()).map(Match::id).toArray(UUID[]::new);
    }

    private Map<Key, List<Verdict>> verdicts(ThreatModel threatModel, List<Match> matches, AsOf asOf)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select m.attacker, m.defender, s.sample, s.label = s.clean_label, s.wrong, s."
                        + threatModel.norm().id()
                        + ", s.queries, s.gradients, s.survives, coalesce(s.redrawn, s.wrong), s.clean_label < 0,"
                        + " s.adversarial_label < 0, s.margin < 0, s.clean_score, s.score from match_result m join sample_outcome s"
                        + " on s.match = m.id and s.superseded = m.superseded"
                        + " where m.tournament = ? and m.threat_model = ? and m.position <= ? and "
                        + AsOf.PLAYED
                        + " and not m.id = any(?) order by m.number, s.sample")) {
            query.setFetchSize(FETCHED_ROWS); // within transactions: there may be millions
            query.setObject(1, tournament);
            query.setString(2, threatModel.id());
            query.setLong(3, asOf.position());
            query.setLong(4, asOf.position());
            query.setLong(5, asOf.position());
            query.setArray(6, connection.createArrayOf("uuid", revoked(matches)));
            Map<Key, List<Verdict>> verdicts = new LinkedHashMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    verdicts.computeIfAbsent(new Key(row.getString(1), row.getString(2)), key -> new ArrayList<>())
                            .add(new Verdict(
                                    row.getInt(3),
                                    row.getBoolean(4),
                                    row.getFloat(10),
                                    row.getFloat(6),
                                    row.getLong(7),
                                    row.getLong(8),
                                    shares(row.getString(9)),
                                    row.getFloat(5),
                                    detection(row)));
                }
            }
            return verdicts;
        }
    }

    private static @Nullable Detection detection(ResultSet row) throws SQLException {
        float score = row.getFloat(15);
        return row.wasNull()
                ? null
                : new Detection(row.getBoolean(11), row.getBoolean(12), row.getBoolean(13), row.getFloat(14), score);
    }

    /** Shares by the label of a transformation. */
    static Map<String, Double> shares(String text) throws SQLException {
        if (text.equals("{}")) {
            return Map.of();
        }
        try {
            return JSON.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new SQLException("A projection holds damaged JSON: " + e.getOriginalMessage(), e);
        }
    }
}
