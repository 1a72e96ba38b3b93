package io.gauntlet.store.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.flag.Conduct;
import io.gauntlet.arena.flag.Examination;
import io.gauntlet.arena.flag.Play;

/** Reads how matches were played and models examined, which events say beside verdicts. */
final class PlayReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connection connection;
    private final UUID tournament;

    PlayReader(Connection connection, UUID tournament) {
        this.connection = connection;
        this.tournament = tournament;
    }

    /** Those of a threat model with a verdict, without some. */
    List<Play> plays(ThreatModel threatModel, UUID[] without, AsOf asOf) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("""
                select m.attacker, m.defender, coalesce((e.data -> 'fitting' ->> 'queries')::bigint, 0),
                    coalesce((e.data -> 'fitting' ->> 'gradients')::bigint, 0), e.data -> 'conduct',
                    (select count(*) from (
                        select s.first_success, coalesce(s.redrawn, s.wrong) >= 0.5 as broken,
                            min(s.queries) filter (where coalesce(s.redrawn, s.wrong) < 0.5) over () as budget
                        from sample_outcome s where s.match = m.id and s.superseded = m.superseded
                            and s.label = s.clean_label) outcome
                     where broken and 4 * first_success > 3 * budget)
                from match_result m join event e on e.position = m.position and e.type = 'MatchScored'
                where m.tournament = ? and m.threat_model = ? and m.position <= ? and\s""" + AsOf.PLAYED + " and not m.id = any(?) order by m.number")) {
            query.setObject(1, tournament);
            query.setString(2, threatModel.id());
            query.setLong(3, asOf.position());
            query.setLong(4, asOf.position());
            query.setLong(5, asOf.position());
            query.setArray(6, connection.createArrayOf("uuid", without));
            List<Play> plays = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    plays.add(new Play(
                            row.getString(1),
                            row.getString(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getInt(6),
                            read(row.getString(5), Conduct.class)));
                }
            }
            return plays;
        }
    }

    /** Those of the defenders' models, by label. */
    Map<String, Examination> examinations(AsOf asOf) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select m.label, e.data -> 'examination'
                from tournament_model m join event e on e.stream = 'training-' || m.training and e.type = 'ModelTrained'
                where m.tournament = ? and e.position <= ? and\s""" + AsOf.PLAYED + " order by e.position")) {
            query.setObject(1, tournament);
            query.setLong(2, asOf.position());
            query.setLong(3, asOf.position());
            query.setLong(4, asOf.position());
            Map<String, Examination> examinations = new HashMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Examination examination = read(row.getString(2), Examination.class);
                    if (examination != null) {
                        examinations.put(row.getString(1), examination);
                    }
                }
            }
            return examinations;
        }
    }

    /** What an event's JSON holds; null when it holds nothing. */
    static <T> @Nullable T read(@Nullable String text, Class<T> type) throws SQLException {
        try {
            return text == null ? null : JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new SQLException("The record holds damaged JSON: " + e.getOriginalMessage(), e);
        }
    }
}
