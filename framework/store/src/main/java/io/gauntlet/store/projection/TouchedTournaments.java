package io.gauntlet.store.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.gauntlet.arena.event.Ids;
import io.gauntlet.store.RecordedEvent;

/** Which tournaments a page of events concerns: their counts of matches, and the last event that changed them. */
final class TouchedTournaments {
    private static final List<String> CATEGORIES = List.of("tournament", "match", "training");

    private final Map<String, Map<UUID, Long>> last = new HashMap<>();

    /** Takes note of an event. */
    void add(RecordedEvent event) {
        if (CATEGORIES.contains(event.category())) {
            last.computeIfAbsent(event.category(), category -> new HashMap<>())
                    .put(Ids.id(event.stream()), event.position());
        }
    }

    /** Brings the tournaments' rows up to date, once all else of the page is written. */
    void write(Connection connection) throws SQLException {
        if (last.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update tournament t
                set changed = touched.position, matches = counted.matches, matches_over = counted.over
                from (
                    select id, max(position) as position from (
                        select id, position from unnest(?::uuid[], ?::bigint[]) as e (id, position)
                        union all
                        select m.tournament, e.position from unnest(?::uuid[], ?::bigint[]) as e (id, position)
                        join match_result m on m.id = e.id
                        union all
                        select m.tournament, e.position from unnest(?::uuid[], ?::bigint[]) as e (id, position)
                        join tournament_model m on m.training = e.id) every
                    group by id) touched,
                lateral (
                    select count(*) as matches,
                           count(*) filter (where m.state in ('scored', 'skipped', 'forfeited')) as over
                    from match_result m where m.tournament = touched.id and m.superseded = 0) counted
                where t.id = touched.id""")) {
            int parameter = 0;
            for (String category : CATEGORIES) {
                Map<UUID, Long> events = last.getOrDefault(category, Map.of());
                List<Map.Entry<UUID, Long>> entries = List.copyOf(events.entrySet());
                update.setArray(
                        ++parameter,
                        connection.createArrayOf(
                                "uuid", entries.stream().map(Map.Entry::getKey).toArray()));
                update.setArray(
                        ++parameter,
                        connection.createArrayOf(
                                "bigint",
                                entries.stream().map(Map.Entry::getValue).toArray()));
            }
            update.executeUpdate();
        }
        last.clear();
    }
}
