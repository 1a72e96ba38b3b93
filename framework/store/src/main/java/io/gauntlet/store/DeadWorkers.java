package io.gauntlet.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Takes the jobs of workers that died, in one transaction. */
final class DeadWorkers {
    private static final String DEAD = """
            with busy as materialized (select distinct worker as id from job where state = 'running'),
            idle as materialized (select w.id, w.heartbeat_at from worker w join busy using (id))
            select id from idle
            where pg_try_advisory_xact_lock(?, id) and clock_timestamp() > pg_postmaster_start_time() + interval '3 s'
                or heartbeat_at < clock_timestamp() - interval '60 s'""";
    private static final String RECLAIM = """
            with held as (select id from job where worker = any(?) and state = 'running' for update skip locked)
            update job set worker = null, attempts = attempts + 1, deaths = deaths + 1,
                state = case when attempts + 1 >= max_attempts then 'failed' else 'ready' end,
                finished_at = case when attempts + 1 >= max_attempts then clock_timestamp() end,
                reason = case when deaths + 1 < attempts + 1
                        then 'failed ' || (attempts + 1) || ' times, the last time because its worker died'
                    when deaths = 0 then 'worker died once'
                    else 'worker died ' || (deaths + 1) || ' times' end
            where id in (select id from held)""";

    int reclaim(Connection connection) throws SQLException {
        List<Integer> dead = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(DEAD)) {
            query.setInt(1, WorkerSession.LOCK_CLASS);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    dead.add(row.getInt(1));
                }
            }
        }
        if (dead.isEmpty()) {
            return 0;
        }
        try (PreparedStatement update = connection.prepareStatement(RECLAIM)) {
            update.setArray(1, connection.createArrayOf("integer", dead.toArray()));
            return update.executeUpdate();
        }
    }
}
