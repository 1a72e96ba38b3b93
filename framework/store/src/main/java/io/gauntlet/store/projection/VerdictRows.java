package io.gauntlet.store.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.store.RecordedEvent;

/** Verdicts of matches on their way into the tables: many go in few round trips, once somebody asks for them. */
final class VerdictRows {
    private final Connection connection;
    private final Encoding outcomes;
    private final Map<UUID, Verdict> waiting = new LinkedHashMap<>();

    private record Verdict(RecordedEvent recorded, Event.MatchScored scored) {}

    /** Gives the rows of {@link OutcomeRows} for a verdict on a match. */
    @FunctionalInterface
    interface Encoding {
        byte[] rows(UUID match, RecordedEvent verdict, Event.MatchScored scored);
    }

    VerdictRows(Connection connection, Encoding outcomes) {
        this.connection = connection;
        this.outcomes = outcomes;
    }

    void add(RecordedEvent recorded, Event.MatchScored scored) throws SQLException {
        UUID match = Ids.id(recorded.stream());
        if (waiting.containsKey(match)) {
            write();
        }
        waiting.put(match, new Verdict(recorded, scored));
    }

    /** Writes what waits, if another event is about something that it may touch: its match or its tournament. */
    void writeBefore(RecordedEvent other) throws SQLException {
        if (!other.category().equals("match") || waiting.containsKey(Ids.id(other.stream()))) {
            write();
        }
    }

    /** Writes all that waits. */
    void write() throws SQLException {
        if (waiting.isEmpty()) {
            return;
        }
        updateMatches();
        if (waiting.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from standing where tournament in"
                + " (select tournament from match_result where id = any(?))")) {
            delete.setArray(1, connection.createArrayOf("uuid", waiting.keySet().toArray()));
            delete.executeUpdate();
        }
        OutcomeRows.copy(
                connection,
                waiting.entrySet().stream()
                        .map(verdict -> outcomes.rows(
                                verdict.getKey(),
                                verdict.getValue().recorded(),
                                verdict.getValue().scored()))
                        .toList());
        waiting.clear();
    }

    private void updateMatches() throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update match_result set state = 'scored', examples = ?, outcomes = ?, samples = ?, queries = ?,"
                        + " gradients = ?, position = ?, finished_at = ?, meta = ?::json"
                        + TournamentProjection.CURRENT)) {
            List<UUID> matches = List.copyOf(waiting.keySet());
            for (Map.Entry<UUID, Verdict> entry : waiting.entrySet()) {
                RecordedEvent recorded = entry.getValue().recorded();
                Event.MatchScored scored = entry.getValue().scored();
                TournamentProjection.Rows.bind(
                        update,
                        scored.examples(),
                        scored.outcomes(),
                        scored.samples(),
                        scored.queries(),
                        scored.gradients(),
                        recorded.position(),
                        TournamentProjection.Rows.time(recorded),
                        recorded.meta(),
                        entry.getKey());
                update.addBatch();
            }
            int[] updated = update.executeBatch();
            // What players learn from between rounds has no results.
            for (int i = 0; i < updated.length; i++) {
                if (updated[i] == 0) {
                    waiting.remove(matches.get(i));
                }
            }
        }
    }
}
